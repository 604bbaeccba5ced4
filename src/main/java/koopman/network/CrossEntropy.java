package koopman.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import koopman.data.Samples;
import koopman.training.Computation;
import koopman.training.Objective;

/** The mean cross-entropy of a network's logits with the labels, to be made small or large. */
enum CrossEntropy {
    /** Makes the cross-entropy small. */
    LEARNING("cross-entropy", 1),
    /** Makes it large. */
    UNLEARNING("negative cross-entropy", -1);

    private static final Loss LOSS = Loss.softmaxCrossEntropyLoss();

    private final String term;
    private final int sign;

    CrossEntropy(String term, int sign) {
        this.term = term;
        this.sign = sign;
    }

    /** Returns the objective for one network and batches of samples as they are stored, with the noise of its training. */
    Objective of(ResidualMlp network, Samples samples, NoiseBank noise) {
        return of((parameters, stored) -> network.training(parameters, noise).logits(samples.seen(stored)),
                network::runningMoments, true);
    }

    /**
     * Returns the objective for any way to logits, (B, classes), from learned arrays by name and inputs, (B, features).
     *
     * @param buffers the arrays beside the learned ones that the way changes
     */
    Objective of(BiFunction<Map<String, NDArray>, NDArray, NDArray> way, Supplier<NDList> buffers, Samples samples) {
        return of((parameters, stored) -> way.apply(parameters, samples.seen(stored)), buffers);
    }

    /** Returns the objective as above, for rows that the way takes as they come. */
    Objective of(BiFunction<Map<String, NDArray>, NDArray, NDArray> way, Supplier<NDList> buffers) {
        return of(way, buffers, false);
    }

    private Objective of(BiFunction<Map<String, NDArray>, NDArray, NDArray> way, Supplier<NDList> buffers, boolean noise) {
        return new Objective() {
            @Override
            public boolean hasNoise() {
                return noise;
            }

            @Override
            public List<String> names() {
                return List.of(term);
            }

            @Override
            public NDList terms(Map<String, NDArray> parameters, NDList batch) {
                NDArray logits = way.apply(parameters, batch.get(0));
                return new NDList(Computation.times(LOSS.evaluate(new NDList(batch.get(1)), new NDList(logits)), sign));
            }

            @Override
            public NDList buffers() {
                return buffers.get();
            }
        };
    }
}
