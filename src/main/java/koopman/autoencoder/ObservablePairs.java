// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import koopman.representation.Entries;

/** What observables x and y of the same samples, at the start and at the end of a step, must be before they are compared. */
final class ObservablePairs {

    private ObservablePairs() {}

    /** Refuses arrays that are not both (N, m), with a row at least and a finite number in every entry. */
    static void require(NDArray x, NDArray y) {
        Entries.requireShape("x", x);
        if (!y.getShape().equals(x.getShape())) {
            throw new IllegalArgumentException("y " + y.getShape() + " must be " + x.getShape()
                    + ", as x: the same samples and observables");
        }
        Entries.requireFinite("x", x);
        Entries.requireFinite("y", y);
    }

    /** Refuses what is refused above, and more or fewer observables. */
    static void require(NDArray x, NDArray y, int observables) {
        require(x, y);
        if (x.size(1) != observables) {
            throw new IllegalArgumentException("x " + x.getShape() + " must be (N, " + observables
                    + "), a column for each of the observables");
        }
    }

    /** Refuses what is refused above, and fewer samples than observables, which any step would fit. */
    static void requireEnough(NDArray x, NDArray y) {
        require(x, y);
        if (x.size(0) < x.size(1)) {
            throw new IllegalArgumentException("samples (" + x.size(0) + ") must be at least as many as the observables ("
                    + x.size(1) + "): take more samples or fewer observables");
        }
    }
}
