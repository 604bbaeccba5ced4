// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import koopman.network.LayeredNetwork;
import koopman.representation.StateScaler;
import koopman.training.Computation;
import koopman.training.Provenance;
import koopman.training.Refusal;
import koopman.training.TensorFile;

/**
 * A surrogate by an autoencoder in one safetensors file: the settings, where it comes from, both layers' preprocessing, all
 * learned arrays and, if it was edited, the journey. The network has a file of its own.
 */
final class SurrogateFile {

    private static final String FORMAT = "koopman surrogate";
    private static final String VERSION = "2";
    private static final String JOURNEY = "journey";
    private static final String TERMS = "loss terms";
    private static final String TIMES = "times";
    private static final String BETWEEN = ", ";
    private static final String NO_SOURCE = "no provenance";

    private SurrogateFile() {}

    static void save(Surrogate surrogate, Path file) throws IOException {
        KoopmanAutoencoder autoencoder = surrogate.autoencoder();
        try (NDManager manager = NDManager.newBaseManager(); var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            var arrays = new LinkedHashMap<>(Computation.withoutGradient(autoencoder.parameters()::arrays));
            surrogate.first().save(manager, "first").forEach(array -> arrays.put(array.getName(), array));
            surrogate.last().save(manager, "last").forEach(array -> arrays.put(array.getName(), array));
            if (surrogate.operator() != autoencoder.operator()) {
                arrays.put(JOURNEY, surrogate.journey());
            }
            new TensorFile(texts(surrogate, autoencoder.settings()), arrays).write(file);
        }
    }

    static Surrogate load(Path file, LayeredNetwork network) throws IOException {
        try (NDManager reading = NDManager.newBaseManager()) {
            TensorFile saved = TensorFile.read(file, FORMAT, VERSION, reading);
            AutoencoderSettings settings = settings(saved);
            saved.requireArrays(file, shapes(saved, settings));
            Provenance source = saved.settings().containsKey(NO_SOURCE) ? null : Provenance.in(saved);
            requireNetwork(file, network, source, saved.number("last features"));
            return surrogate(saved, settings, network).from(source);
        } catch (IllegalArgumentException refused) {
            throw Refusal.of(file, refused.getMessage(), refused);
        }
    }

    private static Surrogate surrogate(TensorFile saved, AutoencoderSettings settings, LayeredNetwork network) {
        var autoencoder = new KoopmanAutoencoder(settings, saved.number("components"), times(saved, settings), 0,
                saved.array("encoder.first.weight").getDataType());
        autoencoder.parameters().set(saved::array);
        Surrogate whole = Surrogate.of(network, StateScaler.load(saved::array, "first"), StateScaler.load(saved::array, "last"),
                autoencoder);
        return saved.arrays().containsKey(JOURNEY)
                ? whole.turnedInto(Computation.unattached(saved.array(JOURNEY)::duplicate)) : whole;
    }

    /** Accepts the network of the file: by its digest where both have one, and by what its head reads. */
    private static void requireNetwork(Path file, LayeredNetwork network, Provenance source, int width) throws IOException {
        String wanted = source == null ? "" : source.settings().getOrDefault(Surrogates.NETWORK, "");
        String found = network.digest();
        if (!wanted.isEmpty() && !found.isEmpty() && !wanted.equals(found)) {
            throw Refusal.of(file, "network (" + found + ") must be " + wanted
                    + ", the one that the surrogate was fitted to");
        }
        try (NDManager asking = NDManager.newBaseManager()) {
            network.head(asking.zeros(new Shape(1, width)));
        } catch (IllegalArgumentException refused) {
            throw Refusal.of(file, "network (" + refused.getMessage() + ") must have last states of width "
                    + width, refused);
        }
    }

    private static Map<String, Shape> shapes(TensorFile saved, AutoencoderSettings settings) {
        int components = saved.number("components");
        if (components < 1 || components > settings.latent()) {
            throw new IllegalArgumentException("components (" + components + ") must be from 1 to " + settings.latent());
        }
        var shapes = new LinkedHashMap<>(Layers.shapes(components, settings));
        shapes.putAll(settings.operator().shapes(settings.latent()));
        int parts = times(saved, settings).length - 1;
        settings.terms().forEach(term -> shapes.putAll(term.shapes(parts)));
        for (String layer : List.of("first", "last")) {
            long features = saved.number(layer + " features");
            shapes.put(layer + ".mean", new Shape(1, features));
            shapes.put(layer + ".forward", new Shape(features, components));
            shapes.put(layer + ".backward", new Shape(components, features));
        }
        if (saved.arrays().containsKey(JOURNEY)) {
            shapes.put(JOURNEY, new Shape(settings.latent(), settings.latent()));
        }
        return shapes;
    }

    private static Map<String, String> texts(Surrogate surrogate, AutoencoderSettings settings) {
        var texts = new LinkedHashMap<String, String>();
        texts.put("format", FORMAT);
        texts.put("version", VERSION);
        texts.put("hidden", String.valueOf(settings.hidden()));
        texts.put("latent", String.valueOf(settings.latent()));
        texts.put("steps", String.valueOf(settings.steps()));
        texts.put("operator", settings.operator().getClass().getSimpleName().toLowerCase(Locale.ROOT));
        texts.put("rank", settings.operator() instanceof OperatorForm.LowRank low ? String.valueOf(low.rank()) : "");
        if (settings.operator() instanceof OperatorForm.Eigen eigen) {
            texts.put("most", String.valueOf(eigen.most()));
        }
        texts.put("weights", settings.weights().text());
        if (!settings.terms().isEmpty()) {
            texts.put(TERMS, settings.terms().stream().map(LossTerm::toString).collect(Collectors.joining(BETWEEN)));
        }
        if (surrogate.autoencoder().times().length > 2) {
            texts.put(TIMES, DoubleStream.of(surrogate.autoencoder().times()).mapToObj(String::valueOf)
                    .collect(Collectors.joining(" ")));
        }
        texts.put("components", String.valueOf(surrogate.last().components()));
        texts.put("first features", String.valueOf(surrogate.first().features()));
        texts.put("last features", String.valueOf(surrogate.last().features()));
        texts.putAll(surrogate.provenance().map(Provenance::texts).orElse(Map.of(NO_SOURCE, "")));
        return texts;
    }

    private static AutoencoderSettings settings(TensorFile saved) {
        return new AutoencoderSettings(saved.number("hidden"), saved.number("latent"), saved.number("steps"), operator(saved),
                LossWeights.parse(saved.text("weights")), terms(saved));
    }

    private static List<LossTerm> terms(TensorFile saved) {
        return saved.settings().containsKey(TERMS)
                ? Arrays.stream(saved.text(TERMS).split(BETWEEN)).map(LossTerm::parse).toList() : List.of();
    }

    /** Returns when the states that it was fitted to are due; a file of two ends does not say. */
    private static double[] times(TensorFile saved, AutoencoderSettings settings) {
        if (!saved.settings().containsKey(TIMES)) {
            return new double[] {0, settings.steps()};
        }
        LayerTimes.Given given = LayerTimes.Given.parse(saved.text(TIMES));
        return given.steps().stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static OperatorForm operator(TensorFile saved) {
        return switch (saved.text("operator")) {
            case "exponential" -> new OperatorForm.Exponential();
            case "free" -> new OperatorForm.Free();
            case "lowrank" -> new OperatorForm.LowRank(saved.number("rank"));
            case "eigen" -> new OperatorForm.Eigen(real("most", saved.text("most")));
            default -> throw new IllegalArgumentException("operator (" + saved.text("operator")
                    + ") must be exponential, free, lowrank or eigen");
        };
    }

    private static double real(String name, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException other) {
            throw new IllegalArgumentException(name + " (" + text + ") must be a number", other);
        }
    }
}
