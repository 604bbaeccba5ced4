// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import ai.djl.ndarray.NDList;

/** What a training goes through, epoch by epoch: the same rows each time, or new ones, so that none can be learned by heart. */
public interface TrainingRows {

    /** Returns N, how many rows each epoch has. */
    int count();

    /**
     * Returns the arrays of an epoch, each with N rows, which are only read and are used until the next epoch's are asked for. A
     * training that goes on from a checkpoint asks for the epochs that are left: the same number must give the same rows.
     *
     * @param epoch its number, from 0
     */
    NDList of(int epoch);

    /** Returns the same rows for each epoch. */
    static TrainingRows same(NDList arrays) {
        return new TrainingRows() {
            @Override
            public int count() {
                return Math.toIntExact(arrays.head().size(0));
            }

            @Override
            public NDList of(int epoch) {
                return arrays;
            }
        };
    }
}
