// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import koopman.training.Computation;

/**
 * What a few made-up samples show of a block: its sizes, and that each sample has an answer of its own.
 *
 * @param shapes the shape of one sample's state, for each state
 * @param classes how many logits there are
 * @param parameters how many numbers the block has
 */
record BlockTrial(List<Shape> shapes, int classes, long parameters) {

    private static final int ROWS = 4;
    private static final double ROUNDING = 1e-4; // of the greatest number; parts are summed in another order
    private static final double HALF_ROUNDING = 2e-2;

    /**
     * Returns the sizes of a block's answers.
     *
     * @throws IllegalArgumentException if the answers change from time to time, or with the samples that go together
     */
    static BlockTrial of(BlockPass pass) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray rows = rows(manager, Math.toIntExact(pass.input().size()));
            NDList whole = answers(pass, rows);
            long classes = BlockChecks.requireLogits(whole.get(whole.size() - 1), ROWS);
            requireSame(pass, whole, answers(pass, rows), "other answers the second time",
                    "answer the same each time: give the block without dropout that is always on");
            requireSame(pass, whole, answersInParts(pass, rows), "answers that depend on which samples go together",
                    "answer each sample by itself: let batch norm use its running moments, as in inference");
            return new BlockTrial(whole.stream().limit(pass.after().size()).map(BlockChecks::ofOne).toList(),
                    Math.toIntExact(classes), parameters(pass));
        }
    }

    private static long parameters(BlockPass pass) {
        return pass.children().stream().flatMap(child -> child.getParameters().values().stream()).distinct()
                .mapToLong(parameter -> parameter.getArray().size()).sum();
    }

    private static NDArray rows(NDManager manager, int features) {
        var random = new SplittableRandom(0);
        var values = new float[ROWS * features];
        IntStream.range(0, values.length).forEach(i -> values[i] = (float) random.nextGaussian());
        return manager.create(values, new Shape(ROWS, features));
    }

    /** Returns the states, then the logits. */
    private static NDList answers(BlockPass pass, NDArray rows) {
        return Computation.results(rows.getManager(), () -> {
            NDList states = pass.states(rows);
            return states.addAll(new NDList(pass.head(states.get(states.size() - 1))));
        });
    }

    private static NDList answersInParts(BlockPass pass, NDArray rows) {
        NDList first = answers(pass, rows.get(":1"));
        NDList rest = answers(pass, rows.get("1:"));
        return new NDList(IntStream.range(0, first.size())
                .mapToObj(i -> NDArrays.concat(new NDList(first.get(i), rest.get(i)))).toList());
    }

    private static void requireSame(BlockPass pass, NDList answers, NDList others, String found, String remedy) {
        boolean half = pass.type() != DataType.FLOAT32 && pass.type() != DataType.FLOAT64;
        for (int i = 0; i < answers.size(); i++) {
            if (!same(answers.get(i).toFloatArray(), others.get(i).toFloatArray(), half ? HALF_ROUNDING : ROUNDING)) {
                int child = i < pass.after().size() ? pass.after().get(i) : pass.children().size() - 1;
                throw new IllegalArgumentException(pass.called(child) + " (" + found + ") must " + remedy);
            }
        }
    }

    private static boolean same(float[] answers, float[] others, double rounding) {
        double greatest = 0;
        for (float answer : answers) {
            greatest = Math.max(greatest, Float.isFinite(answer) ? Math.abs(answer) : 0);
        }
        double tolerance = rounding * greatest;
        return answers.length == others.length && IntStream.range(0, answers.length).allMatch(i ->
                Float.compare(answers[i], others[i]) == 0 || Math.abs(answers[i] - others[i]) <= tolerance);
    }
}
