// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import koopman.autoencoder.AutoencoderSettings;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.Surrogates;
import koopman.data.SampleSource;
import koopman.data.Samples;
import koopman.data.Splits;
import koopman.network.ResidualMlp;
import koopman.training.Checkpoint;
import koopman.training.Progress;
import koopman.training.Provenance;
import koopman.training.Seeds;
import koopman.training.TrainingPlan;

/**
 * The networks and autoencoders of an experiment, each trained when it is first asked for. Those of a folder are kept
 * there: trained networks whole, autoencoders after their epochs, so that a later run goes on where an earlier one stopped.
 * A file carries everything that the model was made from, the training rows among it, and its name ends with a digest of that:
 * other settings or samples make other files.
 */
final class KeptModels implements AutoCloseable {

    private final Splits splits;
    private final Settings settings;
    private final Seeds seeds;
    private final Path folder;
    private final SampleSource source;
    private final Map<List<Object>, List<Surrogate>> fitted = new HashMap<>();
    private ResidualMlp first;
    private Surrogates ground;

    /**
     * @param folder where the models are kept, or null for nowhere
     */
    KeptModels(Splits splits, Settings settings, Seeds seeds, Path folder) {
        this(splits, settings, seeds, folder, null);
    }

    /**
     * @param source of each epoch's samples of the autoencoders, or null for the training samples
     */
    KeptModels(Splits splits, Settings settings, Seeds seeds, Path folder, SampleSource source) {
        this.splits = splits;
        this.settings = settings;
        this.seeds = seeds;
        this.folder = folder;
        this.source = source;
    }

    /** Returns the ground of all surrogates: the first seed's network. */
    Surrogates ground() {
        if (ground == null) {
            ground = Surrogates.of(first("all surrogates"), splits.train(), settings.components(), source);
        }
        return ground;
    }

    /** Returns what is measured of each seed's network. */
    <T> List<T> ofNetworks(Function<ResidualMlp, T> measurement) {
        var progress = Progress.of("networks, " + seeds, seeds.count() * settings.network().epochs());
        return seeds.each(settings.sideBySide(), seed -> {
            ResidualMlp network = network(seed, progress.part());
            T measured = measurement.apply(network);
            keepFirst(seed, network);
            return measured;
        });
    }

    /** Frees a network, unless it is the one that all surrogates will be fitted to. */
    private synchronized void keepFirst(long seed, ResidualMlp network) {
        if (seed == seeds.first() && first == null) {
            first = network;
        } else {
            network.close();
        }
    }

    /** Returns where the network of a seed is kept, trained on all samples or, with a label, on those of the other classes. */
    Path networkFile(int without, long seed) {
        Samples train = without < 0 ? splits.train() : splits.train().withoutClass(without);
        return file("network", networkProvenance(train, seed));
    }

    /** Returns where an autoencoder of the network of all surrogates is kept. */
    Path autoencoderFile(AutoencoderSettings chosen, TrainingPlan plan, long seed) {
        return file("autoencoder", ground().provenance(chosen, plan, seed));
    }

    /** Returns whether the folder has an autoencoder with all its epochs. */
    boolean hasAutoencoder(AutoencoderSettings chosen, TrainingPlan plan, long seed) {
        return checkpoint(chosen, plan, seed).holds(plan.epochs());
    }

    /** Trains the first seed's network into the folder, unless it is there. */
    void keepNetwork() {
        first(seeds.toString());
    }

    private ResidualMlp first(String whose) {
        if (first == null) {
            first = network(seeds.first(), Progress.of("the network of " + whose, settings.network().epochs()));
        }
        return first;
    }

    /** Returns networks trained without a class, one for each of the seeds; they belong to the caller. */
    List<ResidualMlp> networksWithout(int label, Seeds chosen) {
        var progress = Progress.of("networks without class " + label + ", " + chosen,
                chosen.count() * settings.network().epochs());
        Samples others = splits.train().withoutClass(label);
        return chosen.each(settings.sideBySide(), seed -> network(others, seed, progress.part()));
    }

    private ResidualMlp network(long seed, Progress progress) {
        return network(splits.train(), seed, progress);
    }

    private ResidualMlp network(Samples train, long seed, Progress progress) {
        Provenance wanted = networkProvenance(train, seed);
        if (folder == null) {
            return trained(train, seed, progress, Checkpoint.asSet(wanted));
        }
        Path file = file("network", wanted);
        try {
            if (Files.exists(file)) {
                ResidualMlp kept = kept(file, wanted);
                progress.resumed(settings.network().epochs());
                return kept;
            }
            ResidualMlp trained = trained(train, seed, progress, Checkpoint.none()); // the folder has it, whole
            trained.save(file);
            return trained;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed.getMessage(), failed);
        }
    }

    private ResidualMlp trained(Samples train, long seed, Progress progress, Checkpoint checkpoint) {
        return ResidualMlp.train(train, settings.width(), settings.blocks(), settings.network(), seed, progress, checkpoint);
    }

    private Provenance networkProvenance(Samples train, long seed) {
        return ResidualMlp.provenanceOf(train, settings.width(), settings.blocks(), settings.network(), seed);
    }

    private static ResidualMlp kept(Path file, Provenance wanted) throws IOException {
        ResidualMlp kept = loaded(file);
        try {
            wanted.requireSame(kept.provenance(), file);
            return kept;
        } catch (IOException other) {
            kept.close();
            throw other;
        }
    }

    private static ResidualMlp loaded(Path file) throws IOException {
        try {
            return ResidualMlp.load(file);
        } catch (IOException broken) {
            throw new IOException(broken.getMessage() + ": delete the file to begin anew", broken);
        }
    }

    /** Returns a surrogate for each seed, of the network of all surrogates. */
    List<Surrogate> autoencoders(AutoencoderSettings chosen, TrainingPlan plan) {
        Surrogates own = ground();
        return fitted.computeIfAbsent(List.of(chosen, plan), each -> {
            var progress = Progress.of("autoencoders, " + seeds, seeds.count() * plan.epochs());
            return seeds.each(settings.sideBySide(), seed -> autoencoder(own, chosen, plan, seed, progress.part()));
        });
    }

    /** Fits an autoencoder of the network of all surrogates into the folder, unless it is there. */
    void keepAutoencoder(AutoencoderSettings chosen, TrainingPlan plan, long seed) {
        autoencoder(ground(), chosen, plan, seed, Progress.of("the autoencoder of seed " + seed, plan.epochs())).close();
    }

    private Surrogate autoencoder(Surrogates own, AutoencoderSettings chosen, TrainingPlan plan, long seed, Progress progress) {
        return own.autoencoder(chosen, plan, seed, progress, checkpoint(chosen, plan, seed));
    }

    /** Frees all models. */
    @Override
    public void close() {
        if (ground != null) {
            ground.close();
        }
        if (first != null) {
            first.close();
        }
    }

    private Checkpoint checkpoint(AutoencoderSettings chosen, TrainingPlan plan, long seed) {
        Provenance wanted = ground().provenance(chosen, plan, seed);
        if (folder == null) {
            return Checkpoint.asSet(wanted);
        }
        return Checkpoint.in(file("autoencoder", wanted), wanted);
    }

    private Path file(String kind, Provenance provenance) {
        return folder.resolve(provenance.fileName(kind));
    }
}
