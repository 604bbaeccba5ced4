// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import koopman.data.Samples;
import koopman.network.LayeredNetwork;
import koopman.representation.LinearAlgebra;
import koopman.training.Computation;

/**
 * A classifier's last representation with another head, [x 1] W.
 *
 * @param body whose last representation it is
 * @param weights W, (d + 1, classes); the last row is the bias
 */
record LinearHead(Classifier body, double[][] weights) implements Classifier {

    /** The ridge and the weight of the edit of the last layer; those of the operator's edit, too, are near these. */
    private static final Balance BALANCE = new Balance.Relative(3, 1e-3);

    @Override
    public NDArray states(Samples samples) {
        return body.states(samples);
    }

    @Override
    public NDArray head(NDArray states) {
        return Computation.result(states.getManager(), () -> LinearAlgebra.withConstant(states)
                .matMul(LinearAlgebra.toNative(states.getManager(), weights, DataType.FLOAT64)));
    }

    /** Returns [x 1] in double precision, (N, d + 1), attached to the manager. */
    static NDArray withConstant(NDManager manager, NDArray states) {
        return Computation.result(manager, () -> LinearAlgebra.withConstant(states));
    }

    /** Returns W of a classifier whose head is linear, read off by what it makes of the axes and of zero. */
    static double[][] read(Classifier classifier, int width) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray places = manager.eye(width).concat(manager.zeros(new Shape(1, width), DataType.FLOAT32), 0);
            double[][] rows = LinearAlgebra.toJava(classifier.head(places)); // (d + 1, classes)
            for (int i = 0; i < width; i++) {
                for (int j = 0; j < rows[i].length; j++) {
                    rows[i][j] -= rows[width][j];
                }
            }
            return rows;
        }
    }

    /** Returns a network whose head is edited in the same closed form as an operator, so that it forgets a class. */
    static LinearHead without(LayeredNetwork network, Samples train, int label) {
        Classifier body = Classifier.of(network);
        try (NDArray states = body.states(train); NDArray wide = withConstant(states.getManager(), states)) {
            double[][] x = LinearAlgebra.toJava(wide);
            return new LinearHead(body, without(x, read(body, x[0].length - 1), label));
        }
    }

    private static double[][] without(double[][] x, double[][] head, int label) {
        double[][] logits = LinearAlgebra.product(x, head);
        int[] unwanted = IntStream.range(0, x.length).filter(row -> greatest(logits[row], -1) == label).toArray();
        int[] kept = IntStream.range(0, x.length).filter(row -> greatest(logits[row], -1) != label).toArray();
        double[][] targets = Target.RunnerUp.means(unwanted, kept, row -> greatest(logits[row], label),
                row -> greatest(logits[row], -1), rows -> mean(logits, rows));
        double[][] h = Arrays.stream(unwanted).mapToObj(row -> x[row]).toArray(double[][]::new);
        double[][] now = Arrays.stream(unwanted).mapToObj(row -> logits[row]).toArray(double[][]::new);
        var form = ClosedForm.of(LinearAlgebra.product(LinearAlgebra.transposed(x), x), h, LinearAlgebra.sum(targets, -1, now));
        return LinearAlgebra.sum(head, 1, form.change(BALANCE.weight(), BALANCE.ridge(form.meanSquare())));
    }

    private static int greatest(double[] values, int without) {
        return IntStream.range(0, values.length).filter(i -> i != without).boxed()
                .max((a, b) -> Double.compare(values[a], values[b])).orElseThrow();
    }

    private static double[] mean(double[][] logits, int[] rows) {
        return IntStream.range(0, logits[0].length)
                .mapToDouble(i -> Arrays.stream(rows).mapToDouble(row -> logits[row][i]).average().orElseThrow()).toArray();
    }
}
