package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import koopman.representation.LinearAlgebra;
import koopman.training.Computation;

/** What observables x and y of the same samples, at the start and at the end of a step, must be before they are compared. */
final class ObservablePairs {

    private ObservablePairs() {}

    /** Refuses arrays that are not both (N, m), with a row at least and a finite number in every entry. */
    static void require(NDArray x, NDArray y) {
        if (x.getShape().dimension() != 2 || x.size() == 0) {
            throw new IllegalArgumentException("x " + x.getShape()
                    + " must be (N, m), with one row and one column at least");
        }
        if (!y.getShape().equals(x.getShape())) {
            throw new IllegalArgumentException("y " + y.getShape() + " must be " + x.getShape()
                    + ", as x: the same samples and observables");
        }
        requireFinite("x", x);
        requireFinite("y", y);
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

    private static void requireFinite(String name, NDArray rows) {
        try (NDArray sum = Computation.result(rows.getManager(),
                () -> rows.toType(DataType.FLOAT64, true).abs().sum())) {
            if (!Double.isFinite(sum.getDouble())) { // so may be that of finite numbers, if they are large enough
                requireFinite(name, LinearAlgebra.toJava(rows));
            }
        }
    }

    private static void requireFinite(String name, double[][] rows) {
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < rows[row].length; column++) {
                if (!Double.isFinite(rows[row][column])) {
                    throw new IllegalArgumentException(name + " (" + rows[row][column] + " in row " + row + ", column "
                            + column + ") must be finite numbers");
                }
            }
        }
    }
}
