// SPDX-License-Identifier: Apache-2.0
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import koopman.autoencoder.AutoencoderSettings;
import koopman.autoencoder.KoopmanAutoencoder;
import koopman.autoencoder.LossWeights;
import koopman.autoencoder.OperatorForm;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.network.ResidualMlp;
import koopman.training.Progress;
import koopman.training.TrainingPlan;

/**
 * Prints the milliseconds of one training step of a network (rows inputs width blocks classes batch epochs) or of an
 * autoencoder (rows components hidden latent k batch epochs).
 */
public class Steps {

    public static void main(String[] arguments) {
        int[] sizes = Arrays.stream(arguments).skip(1).mapToInt(Integer::parseInt).toArray();
        IntToDoubleFunction seconds = arguments[0].equals("network") ? network(sizes) : autoencoder(sizes);
        int steps = (sizes[0] + sizes[5] - 1) / sizes[5];
        seconds.applyAsDouble(Math.max(1, sizes[6] / 4)); // warms up
        System.out.println(1000 * seconds.applyAsDouble(sizes[6]) / (steps * sizes[6]));
    }

    private static IntToDoubleFunction network(int[] sizes) {
        int[] labels = IntStream.range(0, sizes[0]).map(row -> row % sizes[4]).toArray();
        List<String> classes = IntStream.range(0, sizes[4]).mapToObj(String::valueOf).toList();
        Samples samples = Samples.of("noise", Split.TRAIN, classes, normal(sizes[0] * sizes[1], 1), labels);
        return epochs -> {
            try (ResidualMlp trained = ResidualMlp.train(samples, sizes[2], sizes[3],
                    TrainingPlan.momentum(epochs, sizes[5], 1e-2), 1, Progress.silent())) {
                return trained.curve().seconds();
            }
        };
    }

    private static IntToDoubleFunction autoencoder(int[] sizes) {
        NDManager manager = NDManager.newBaseManager();
        NDArray first = manager.create(normal(sizes[0] * sizes[1], 1), new Shape(sizes[0], sizes[1]));
        NDArray last = manager.create(normal(sizes[0] * sizes[1], 2), new Shape(sizes[0], sizes[1]));
        var settings = new AutoencoderSettings(sizes[2], sizes[3], sizes[4], new OperatorForm.Exponential(),
                LossWeights.isometry(1));
        return epochs -> {
            try (KoopmanAutoencoder fitted = KoopmanAutoencoder.fit(first, last, settings,
                    TrainingPlan.adamW(epochs, sizes[5], 1e-3), 1, Progress.silent())) {
                return fitted.curve().seconds();
            }
        };
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
