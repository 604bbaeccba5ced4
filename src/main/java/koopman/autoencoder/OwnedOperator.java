// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

/** An operator that owns its memory. */
interface OwnedOperator extends Operator, AutoCloseable {

    /** Frees the memory; closing once more does nothing. */
    @Override
    void close();
}
