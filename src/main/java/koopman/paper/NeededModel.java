// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import koopman.autoencoder.AutoencoderSettings;
import koopman.data.Splits;
import koopman.network.ResidualMlp;
import koopman.training.Seeds;
import koopman.training.TrainingPlan;

/**
 * A model that an experiment needs: a network, or an autoencoder of a network. Its training depends on nothing but this.
 *
 * @param settings those of its network
 * @param draw the seed of the samples, where they are drawn
 * @param seed the seed of its network
 * @param without the class that its network never sees, or -1
 * @param fit the autoencoder of the network, or null for the network itself
 */
record NeededModel(Settings settings, long draw, long seed, int without, Fit fit) implements Serializable {

    /** An autoencoder and how it is fitted. */
    record Fit(AutoencoderSettings settings, TrainingPlan plan, long seed) implements Serializable {}

    boolean isNetwork() {
        return fit == null;
    }

    /** Returns the models of one network, on the samples that it is trained on, none of them trained yet. */
    KeptModels unmade(Benchmark benchmark, Path folder) {
        Splits splits = benchmark.splits(draw, settings.sampling());
        return new KeptModels(splits, settings, new Seeds(seed, 1), folder, benchmark.source(draw, splits.train(), settings.sampling()));
    }

    /** Returns what models that are trained by the same {@link #unmade} share. */
    List<Object> network() {
        return List.of(settings, draw, seed);
    }

    /** Returns where the model is kept. */
    Path file(KeptModels models) {
        return fit == null ? models.networkFile(without, seed) : models.autoencoderFile(fit.settings, fit.plan, fit.seed);
    }

    /** Returns the files that its training begins with: the network of an autoencoder, and a fit that was stopped. */
    List<Path> begun(KeptModels models) {
        return fit == null ? List.of()
                : Stream.of(models.networkFile(without, seed), file(models)).filter(Files::exists).toList();
    }

    /** Returns whether the model is kept, trained to its end. */
    boolean isKept(KeptModels models) {
        return fit == null ? Files.exists(file(models)) : models.hasAutoencoder(fit.settings, fit.plan, fit.seed);
    }

    /** Trains the model into the models' folder, with the network of an autoencoder, unless they are there. */
    void train(KeptModels models) {
        if (fit != null) {
            models.keepAutoencoder(fit.settings, fit.plan, fit.seed);
        } else if (without >= 0) {
            models.networksWithout(without, new Seeds(seed, 1)).forEach(ResidualMlp::close);
        } else {
            models.keepNetwork();
        }
    }
}
