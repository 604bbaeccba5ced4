// SPDX-License-Identifier: Apache-2.0
package koopman.jmh;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import koopman.autoencoder.AutoencoderSettings;
import koopman.autoencoder.KoopmanAutoencoder;
import koopman.autoencoder.LossWeights;
import koopman.autoencoder.OperatorForm;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.network.ResidualMlp;
import koopman.training.Checkpoint;
import koopman.training.Progress;
import koopman.training.TrainingPlan;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Whole trainings on noise, in milliseconds; their start, some hundredths of a short one, counts. Sizes are whole numbers with an x
 * between them, as README's steps have them: of a network rows, inputs, width, blocks, classes, batch size, epochs; of an autoencoder
 * rows, components, hidden, latent, steps of the operator, batch size, epochs.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(1)
public class Trainings {

    /** What a network is trained on. */
    @State(Scope.Benchmark)
    public static class Network {

        @Param("5000x2x10x5x3x512x100")
        public String sizes;

        private int[] size;
        private Samples samples;

        @Setup
        public void draw() {
            size = numbers(sizes);
            List<String> classes = IntStream.range(0, size[4]).mapToObj(String::valueOf).toList();
            samples = Samples.of("noise", Split.TRAIN, classes, normal(size[0] * size[1], 1),
                    IntStream.range(0, size[0]).map(row -> row % size[4]).toArray());
        }
    }

    /** What an autoencoder is fitted to. */
    @State(Scope.Benchmark)
    public static class Autoencoder {

        @Param("5000x10x30x20x100x1024x400")
        public String sizes;

        private final NDManager manager = NDManager.newBaseManager();
        private int[] size;
        private NDArray first;
        private NDArray last;

        @Setup
        public void draw() {
            size = numbers(sizes);
            first = manager.create(normal(size[0] * size[1], 1), new Shape(size[0], size[1]));
            last = manager.create(normal(size[0] * size[1], 2), new Shape(size[0], size[1]));
        }

        @TearDown
        public void free() {
            manager.close();
        }
    }

    /** Trains a network. */
    @Benchmark
    public double network(Network on) {
        var plan = TrainingPlan.momentum(on.size[6], on.size[5], 1e-2);
        try (ResidualMlp trained = ResidualMlp.train(on.samples, on.size[2], on.size[3], plan, 1, Progress.silent(),
                Checkpoint.none())) {
            return trained.curve().last();
        }
    }

    /** Fits an autoencoder by the published losses. */
    @Benchmark
    public double autoencoder(Autoencoder on) {
        var settings = new AutoencoderSettings(on.size[2], on.size[3], on.size[4], new OperatorForm.Exponential(),
                LossWeights.isometry(1));
        try (KoopmanAutoencoder fitted = KoopmanAutoencoder.fit(on.first, on.last, settings,
                TrainingPlan.adamW(on.size[6], on.size[5], 1e-3), 1, Progress.silent())) {
            return fitted.curve().last();
        }
    }

    private static int[] numbers(String sizes) {
        return Arrays.stream(sizes.split("x")).mapToInt(Integer::parseInt).toArray();
    }

    private static float[] normal(int count, long seed) {
        var random = new Random(seed);
        var values = new float[count];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
