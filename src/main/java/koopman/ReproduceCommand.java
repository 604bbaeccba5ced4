// SPDX-License-Identifier: Apache-2.0
package koopman;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import koopman.data.FolderLock;
import koopman.data.WholeFile;
import koopman.paper.Benchmark;
import koopman.paper.Experiment;
import koopman.paper.Findings;
import koopman.paper.Machines;
import koopman.paper.NeededModels;
import koopman.paper.Reproduction;
import koopman.paper.Settings;
import koopman.paper.Shard;
import koopman.paper.Size;
import koopman.training.Seeds;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code koopman reproduce}: runs the published experiments again and holds each figure against the published one. */
@Command(name = "reproduce", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Runs the published experiments again and prints each figure beside the published one, with the mean and, "
                + "in brackets, the standard deviation over seeds, and the samples it was measured on.", ""},
        footer = {"", "Sizes, on two cores: quick takes minutes; paper, for yin-yang with 5 seeds, about an hour; for mnist, ten "
                + "minutes for each network, an hour or more for each autoencoder with the published settings, half as long "
                + "for each with ours, a quarter of an hour for each of nearest; the isometry study has one for each weight and seed. "
                + "Unlearning retrains three networks for each class: "
                + "with the digits' ten, an hour and more at quick size. Use --keep there, and --seeds and --only to go in pieces. "
                + "Under Linux, start it by environment/koopman.sh, in a release bin/koopman: that sets variables which make trainings faster."})
final class ReproduceCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "DATA", completionCandidates = BenchmarkNames.class,
            description = "the data set: yin-yang, mnist or fashion-mnist")
    String data;

    @Option(names = "--size", paramLabel = "SIZE", completionCandidates = SizeNames.class,
            description = "quick or paper (${DEFAULT-VALUE})")
    String size = "quick";

    @Option(names = "--seeds", paramLabel = "N", description = "how many seeds (quick: 3, of images 1; paper: 5)")
    Integer seeds;

    @Option(names = "--seed-base", paramLabel = "SEED", description = "the first seed (${DEFAULT-VALUE})")
    long seedBase;

    @Option(names = "--only", paramLabel = "EXPERIMENT", completionCandidates = ExperimentNames.class,
            description = "${COMPLETION-CANDIDATES}, or several with commas; all by default")
    String only = String.join(",", Experiment.names());

    /** What DATA can name. */
    static final class BenchmarkNames extends ArrayList<String> {

        private static final long serialVersionUID = 1;

        BenchmarkNames() {
            super(Benchmark.names());
        }
    }

    /** What {@code --size} can name. */
    static final class SizeNames extends ArrayList<String> {

        private static final long serialVersionUID = 1;

        SizeNames() {
            super(Arrays.stream(Size.values()).map(each -> each.name().toLowerCase(Locale.ROOT)).toList());
        }
    }

    /** What {@code --only} can name. */
    static final class ExperimentNames extends ArrayList<String> {

        private static final long serialVersionUID = 1;

        ExperimentNames() {
            super(Experiment.names());
        }
    }

    @Option(names = "--as-published", paramLabel = "DETAIL", description = "details in which to follow the published "
            + "protocol instead of ours: rate (it changes by epoch), images (all are trained on), isometry (of a network of 8 "
            + "blocks, on training points), or several with commas")
    String asPublished;

    @Option(names = "--keep", paramLabel = "FOLDER", description = "keep trained models in FOLDER, and go on from those that "
            + "are there: a run that was stopped loses at most a minute of an autoencoder's fit")
    Path keep;

    @Option(names = "--shard", paramLabel = "K/N", description = "only train models, every N-th of those that the experiments need "
            + "from the K-th on, into the folder of --keep. Machines that share the folder share the work, and so do those whose "
            + "folders are copied into one afterwards; then the same command without --shard prints the figures")
    String shard;

    @Option(names = "--spark", description = "train the models on the cluster of Apache Spark that this command was submitted to, and "
            + "bring them into the folder of --keep; all else is done here. For a jar made with Maven's profile spark")
    boolean spark;

    @Option(names = "--json", paramLabel = "FILE", description = "also write the figures to FILE as JSON")
    Path json;

    @Override
    public Integer call() throws IOException {
        Benchmark benchmark = benchmark();
        Settings settings = settings(benchmark);
        Seeds over = seeds(settings);
        Set<Experiment> chosen = experiments();
        Shard part = shard();
        requireWritable();
        Machines cluster = cluster();
        FolderLock alone = alone(part == null ? keep : keep.resolve(".shard-" + part.number() + "-of-" + part.count()));
        try (alone; cluster) {
            if (cluster != null) {
                NeededModels.train(benchmark, settings, over, chosen, cluster, keep);
            }
            if (part == null) {
                print(Reproduction.of(benchmark, settings, over, chosen, keep));
            } else {
                int models = NeededModels.train(benchmark, settings, over, chosen, part, keep);
                System.out.printf("The models of shard %s (%d) are in %s. When those of all shards are, the same command without"
                        + " --shard prints the figures.%n", part, models, keep);
            }
        }
        return 0;
    }

    private Shard shard() {
        if (shard == null) {
            return null;
        }
        if (keep == null || json != null) {
            throw refused("--shard (" + shard + ") must be given with --keep and without --json: a shard trains models and prints"
                    + " no figures");
        }
        try {
            return Shard.parse(shard);
        } catch (IllegalArgumentException wrong) {
            throw refused("--" + wrong.getMessage());
        }
    }

    private Machines cluster() {
        if (!spark) {
            return null;
        }
        if (keep == null || shard != null) {
            throw refused("--spark must be given with --keep and without --shard: models are brought into the folder, and Spark"
                    + " shares them out");
        }
        String wanted = "--spark (no Spark around this jar) must be given to a jar that 'mvn -Pspark package' made and spark-submit"
                + " started";
        try {
            return ServiceLoader.load(Machines.class).findFirst().orElseThrow(() -> refused(wanted));
        } catch (ServiceConfigurationError failed) {
            throw failed.getCause() instanceof Exception told ? refused("--spark (" + told.getMessage() + ") must find a cluster, and"
                    + " settings that Spark takes: see its messages above") : refused(wanted);
        } catch (LinkageError absent) {
            throw refused(wanted);
        }
    }

    private void print(Findings findings) throws IOException {
        System.out.println(findings);
        if (json != null) {
            findings.write(json);
            System.out.println("The figures are in " + json);
        }
    }

    private Size size() {
        if (!new SizeNames().contains(size)) {
            throw refused("--size (" + size + ") must be quick or paper");
        }
        return Size.valueOf(size.toUpperCase(Locale.ROOT));
    }

    private Settings settings(Benchmark benchmark) {
        Settings settings = benchmark.settings(size());
        for (String name : asPublished == null ? List.<String>of() : parts("--as-published", asPublished)) {
            settings = benchmark.details().stream().filter(detail -> detail.toString().equals(name)).findFirst()
                    .orElseThrow(() -> refused("--as-published (" + name + ") must be of " + benchmark.details() + " for "
                            + benchmark))
                    .of(settings);
        }
        return settings;
    }

    private List<String> parts(String option, String list) {
        try {
            return Mistakes.parts(option, list);
        } catch (IllegalArgumentException empty) {
            throw refused(empty.getMessage());
        }
    }

    private Benchmark benchmark() {
        try {
            return Benchmark.of(data);
        } catch (IllegalArgumentException unknown) {
            throw refused(unknown.getMessage());
        }
    }

    /** Two runs that keep models in one folder would train the same ones twice; shards of one run do not. */
    private FolderLock alone(Path folder) {
        try {
            return folder == null ? null : FolderLock.require("--keep", folder);
        } catch (IllegalArgumentException unusable) {
            throw refused(unusable.getMessage());
        }
    }

    private Seeds seeds(Settings settings) {
        try {
            return new Seeds(seedBase, seeds == null ? settings.seeds() : seeds);
        } catch (IllegalArgumentException wrong) {
            throw refused("--" + wrong.getMessage());
        }
    }

    private Set<Experiment> experiments() {
        var chosen = EnumSet.noneOf(Experiment.class);
        try {
            parts("--only", only).forEach(name -> chosen.add(Experiment.of(name)));
        } catch (IllegalArgumentException unknown) {
            throw refused("--only " + unknown.getMessage());
        }
        return chosen;
    }

    /** Hours of computing should not end in a file that cannot be written. */
    private void requireWritable() {
        try {
            if (json != null) {
                WholeFile.require("--json", json);
            }
        } catch (IllegalArgumentException unwritable) {
            throw refused(unwritable.getMessage());
        }
    }

    private ParameterException refused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
