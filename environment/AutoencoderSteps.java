import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
import koopman.autoencoder.AutoencoderSettings;
import koopman.autoencoder.KoopmanAutoencoder;
import koopman.autoencoder.LossWeights;
import koopman.autoencoder.OperatorForm;
import koopman.training.Progress;
import koopman.training.TrainingPlan;

/** Prints the milliseconds of one training step of an autoencoder: rows components hidden latent k batch epochs. */
public class AutoencoderSteps {

    public static void main(String[] arguments) {
        int[] sizes = java.util.Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray first = normal(manager, sizes[0], sizes[1], 1);
            NDArray last = normal(manager, sizes[0], sizes[1], 2);
            var settings = new AutoencoderSettings(sizes[2], sizes[3], sizes[4], new OperatorForm.Exponential(),
                    LossWeights.isometry(1));
            int steps = (sizes[0] + sizes[5] - 1) / sizes[5];
            fit(first, last, settings, sizes[5], Math.max(1, sizes[6] / 4)); // warms up
            System.out.println(1000 * fit(first, last, settings, sizes[5], sizes[6]) / (steps * sizes[6]));
        }
    }

    private static double fit(NDArray first, NDArray last, AutoencoderSettings settings, int batch, int epochs) {
        try (KoopmanAutoencoder fitted = KoopmanAutoencoder.fit(first, last, settings,
                TrainingPlan.adamW(epochs, batch, 1e-3), 1, Progress.silent())) {
            return fitted.curve().seconds();
        }
    }

    private static NDArray normal(NDManager manager, int rows, int columns, long seed) {
        var random = new Random(seed);
        var values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return manager.create(values, new Shape(rows, columns)).toType(DataType.FLOAT32, false);
    }
}
