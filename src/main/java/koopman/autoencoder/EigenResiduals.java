// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.stream.IntStream;
import koopman.representation.LinearAlgebra;
import koopman.training.Computation;

/** The residuals |φ(y) v − λ φ(x) v| / |φ(x) v| of eigenpairs, in double precision. */
final class EigenResiduals {

    /** A sum that is below this share of its terms' magnitudes is what rounding left of a 0. */
    private static final double NOTHING = 1e-13;

    private EigenResiduals() {}

    static double[] of(LinearAlgebra.General eigen, NDArray x, NDArray y) {
        NDArray norms = Computation.result(x.getManager(), () -> norms(eigen, x, y));
        try (norms) {
            double[][] rows = LinearAlgebra.toJava(norms); // (4, m)
            return IntStream.range(0, rows[0].length).mapToDouble(i -> {
                double magnitude = Math.hypot(eigen.real()[i], eigen.imaginary()[i]);
                double size = beyond(rows[0][i], rows[1][i]);
                return size > 0 ? rows[2][i] / size
                        : beyond(rows[2][i], rows[3][i] + magnitude * rows[1][i]) / 0;
            }).toArray();
        }
    }

    private static double beyond(double size, double terms) {
        return size > NOTHING * terms ? size : 0;
    }

    /** Returns |φ(x) v|, | |φ(x)| |v| |, |φ(y) v − λ φ(x) v| and | |φ(y)| |v| | of each pair, (4, m). */
    private static NDArray norms(LinearAlgebra.General eigen, NDArray x, NDArray y) {
        NDManager manager = x.getManager();
        NDArray start = x.toType(DataType.FLOAT64, true);
        NDArray end = y.toType(DataType.FLOAT64, true);
        NDArray v = LinearAlgebra.toNative(manager, eigen.realVectors(), DataType.FLOAT64);
        NDArray w = LinearAlgebra.toNative(manager, eigen.imaginaryVectors(), DataType.FLOAT64);
        NDArray magnitude = v.square().add(w.square()).sqrt();
        NDArray re = manager.create(eigen.real());
        NDArray im = manager.create(eigen.imaginary());
        NDArray a = start.matMul(v); // (N, m)
        NDArray b = start.matMul(w);
        NDArray missed = end.matMul(v).sub(a.mul(re)).add(b.mul(im));
        NDArray missedTurned = end.matMul(w).sub(b.mul(re)).sub(a.mul(im));
        return NDArrays.stack(new NDList(norm(a, b), norm(start.abs().matMul(magnitude)), norm(missed, missedTurned),
                norm(end.abs().matMul(magnitude))));
    }

    private static NDArray norm(NDArray... parts) {
        NDArray squares = parts[0].square().sum(new int[] {0});
        return (parts.length == 1 ? squares : squares.add(parts[1].square().sum(new int[] {0}))).sqrt();
    }
}
