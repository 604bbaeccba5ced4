// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

/** How long an experiment may take. */
public enum Size {
    /** Minutes on two cores: what tests and the rendered book use. */
    QUICK,
    /** The published settings, as far as they hold; see {@link Settings}. */
    PAPER
}
