package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import koopman.network.LayeredNetwork;
import koopman.representation.StateScaler;
import koopman.training.Computation;
import koopman.training.TensorFile;

/**
 * A surrogate by an autoencoder in one safetensors file: the settings, both layers' preprocessing, all learned arrays and
 * the journey, which an edit may have changed. The network has a file of its own.
 */
final class SurrogateFile {

    private static final String FORMAT = "koopman surrogate";
    private static final String VERSION = "1";
    private static final String JOURNEY = "journey";

    private SurrogateFile() {}

    /** Writes the surrogate, whole or not at all. */
    static void save(Surrogate surrogate, Path file) throws IOException {
        KoopmanAutoencoder autoencoder = surrogate.autoencoder();
        try (NDManager manager = NDManager.newBaseManager()) {
            var arrays = new LinkedHashMap<>(Computation.unrecorded(autoencoder.parameters()::arrays));
            surrogate.first().save(manager, "first").forEach(array -> arrays.put(array.getName(), array));
            surrogate.last().save(manager, "last").forEach(array -> arrays.put(array.getName(), array));
            arrays.put(JOURNEY, surrogate.journey());
            new TensorFile(settings(autoencoder.settings()), arrays).write(file);
        }
    }

    /**
     * Returns the surrogate that a file holds, for the network that it was fitted to.
     *
     * @throws IOException if the file cannot be read or holds no surrogate of this version
     * @throws IllegalArgumentException if the network's states have another width
     */
    static Surrogate load(Path file, LayeredNetwork network) throws IOException {
        try (NDManager reading = NDManager.newBaseManager()) {
            TensorFile saved = TensorFile.read(file, FORMAT, VERSION, reading);
            StateScaler first = StateScaler.load(saved::array, "first");
            StateScaler last = StateScaler.load(saved::array, "last");
            var autoencoder = new KoopmanAutoencoder(settings(saved), first.components(), 0,
                    saved.array(JOURNEY).getDataType());
            autoencoder.parameters().set(saved::array);
            NDArray journey = saved.array(JOURNEY);
            return Surrogate.of(network, first, last, autoencoder).with(journey.duplicate());
        }
    }

    private static Map<String, String> settings(AutoencoderSettings settings) {
        var texts = new LinkedHashMap<String, String>();
        texts.put("format", FORMAT);
        texts.put("version", VERSION);
        texts.put("hidden", String.valueOf(settings.hidden()));
        texts.put("latent", String.valueOf(settings.latent()));
        texts.put("steps", String.valueOf(settings.steps()));
        texts.put("operator", settings.operator().getClass().getSimpleName().toLowerCase(Locale.ROOT));
        texts.put("rank", settings.operator() instanceof OperatorForm.LowRank low ? String.valueOf(low.rank()) : "");
        texts.put("weights", String.join(" ", String.valueOf(settings.weights().reconstruction()),
                String.valueOf(settings.weights().linear()), String.valueOf(settings.weights().state()),
                String.valueOf(settings.weights().isometry())));
        return texts;
    }

    private static AutoencoderSettings settings(TensorFile saved) {
        String[] weights = saved.text("weights").split(" ");
        return new AutoencoderSettings(saved.number("hidden"), saved.number("latent"), saved.number("steps"),
                operator(saved), new LossWeights(Double.parseDouble(weights[0]), Double.parseDouble(weights[1]),
                        Double.parseDouble(weights[2]), Double.parseDouble(weights[3])));
    }

    private static OperatorForm operator(TensorFile saved) {
        return switch (saved.text("operator")) {
            case "exponential" -> new OperatorForm.Exponential();
            case "free" -> new OperatorForm.Free();
            case "lowrank" -> new OperatorForm.LowRank(saved.number("rank"));
            default -> throw new IllegalArgumentException("operator (" + saved.text("operator")
                    + ") must be exponential, free or lowrank");
        };
    }
}
