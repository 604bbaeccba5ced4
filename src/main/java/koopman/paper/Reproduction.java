// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import koopman.autoencoder.AutoencoderSettings;
import koopman.autoencoder.LossReport;
import koopman.autoencoder.LossWeights;
import koopman.autoencoder.Observables;
import koopman.autoencoder.Regression;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.Surrogates;
import koopman.data.SampleSource;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.Splits;
import koopman.measure.IsometryStudy;
import koopman.measure.Ruler;
import koopman.measure.Spread;
import koopman.network.ResidualMlp;
import koopman.training.Noise;
import koopman.training.Seeds;
import koopman.training.TrainingPlan;

/**
 * The published experiments on a data set run again, each figure beside the published one. Figures are measured on test
 * samples, which nothing was fitted to or chosen on, unless their line says otherwise; the published ones on Yin-Yang are on
 * points that were trained on.
 *
 * <p>As published, all surrogates are of one network, the one of the first seed, and all seeds share one draw of samples;
 * {@link Experiment#REDRAWN} draws everything anew with each seed.
 *
 * <p>Source of the settings and the published figures: Aswani and Jabari, arXiv 2505.12809 (2025), sections 4 and 5.
 */
public final class Reproduction {

    private static final double RIDGE = 1e-8; // of the baselines; it only keeps their systems from being singular
    private static final String THEIRS = "published settings";
    private static final String OURS = "our settings";

    private final Benchmark benchmark;
    private final Settings settings;
    private final Seeds seeds;
    private final Splits splits;
    private final Published published;
    private final Path folder;
    private final KeptModels models;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Spread> baselines = new LinkedHashMap<>();
    private boolean groundAdded;

    private Reproduction(Benchmark benchmark, Settings settings, Seeds seeds, Path folder) {
        this.benchmark = benchmark;
        this.settings = settings;
        this.seeds = seeds;
        this.splits = benchmark.splits(seeds.first(), settings.sampling());
        this.published = benchmark.published();
        this.folder = folder;
        this.models = new KeptModels(splits, settings, seeds, folder);
    }

    /**
     * Returns the figures of the chosen experiments.
     *
     * @param settings those of the benchmark, perhaps with details as published
     * @param folder where trained models are kept, so that a run that was stopped goes on from them; or null for nowhere
     */
    public static Findings of(Benchmark benchmark, Settings settings, Seeds seeds, Set<Experiment> experiments, Path folder) {
        var reproduction = new Reproduction(benchmark, settings, seeds, folder);
        try (reproduction.models) {
            for (Experiment experiment : Experiment.values()) {
                if (experiments.contains(experiment)) {
                    reproduction.run(experiment);
                }
            }
            return new Findings(reproduction.findings);
        }
    }

    private void run(Experiment experiment) {
        switch (experiment) {
            case NETWORK -> networks();
            case BASELINES -> baselines();
            case RANKS -> RankRun.of(ground(), splits.test(), settings.studies().rankFeatures(), RIDGE,
                    seeds, settings.sideBySide()).addTo(this::add);
            case KAE -> autoencoders();
            case REDRAWN -> redrawn();
            case PATH -> path();
            case FORMS -> forms();
            case NEAREST -> nearest();
            case TOPOLOGY -> ComponentRun.of(ground(), published(), counted())
                    .addTo(this::add, published, splits.train().size());
            case SHAPE -> shape();
            case ISOMETRY -> isometry();
            case UNLEARNING -> unlearning();
        }
    }

    private void unlearning() {
        List<Surrogate> theirs = published();
        List<Surrogate> own = ownDiffers() ? own() : theirs;
        ForgettingRun.of(ground(), splits, published, theirs, own).addTo(this::add, published);
        var references = new Seeds(seeds.first() + 1, JudgedForgetting.REFERENCES);
        for (int label = 0; label < splits.test().classes().size(); label++) {
            List<ResidualMlp> retrained = models.networksWithout(label, references);
            try {
                JudgedForgetting.of(label, ground(), splits, retrained, own, seeds, published.authorsRules(), settings.network())
                        .addTo((name, of, measured) -> findings.add(new Finding(Experiment.UNLEARNING.toString(), name,
                                named(splits.test()), of, measured, "")), ForgettingRun.named(splits.test(), label), references);
            } finally {
                retrained.forEach(ResidualMlp::close);
            }
        }
    }

    private Surrogates ground() {
        Surrogates ground = models.ground();
        if (!groundAdded) {
            groundAdded = true;
            addOnce("surrogates", "accuracy of their network, %", ground.network().accuracy(splits.test()));
        }
        return ground;
    }

    private List<Surrogate> published() {
        ground();
        return models.autoencoders(settings.autoencoder(), settings.fit());
    }

    private List<Surrogate> own() {
        ground();
        return models.autoencoders(settings.ownAutoencoder(), settings.ownFit());
    }

    private boolean ownDiffers() {
        return !settings.ownAutoencoder().equals(settings.autoencoder()) || !settings.ownFit().equals(settings.fit());
    }

    private Samples counted() {
        return splits.test().first(Math.min(settings.studies().bettiPoints(), splits.test().size()));
    }

    private void networks() {
        addAccuracies(Experiment.NETWORK, "", models.ofNetworks(this::accuracies), published.network());
        if (!settings.ownNetwork().equals(settings.network())) {
            try (var own = new KeptModels(splits, settings.withOwnNetwork(), seeds, folder)) {
                addAccuracies(Experiment.NETWORK, OURS + " (" + described(settings.ownNetwork()) + "): ",
                        own.ofNetworks(this::accuracies), "");
            }
        }
    }

    /** The path is that of the better network. */
    private void path() {
        try (var own = new KeptModels(splits, settings.withOwnNetwork(), seeds, folder)) {
            addGround(Experiment.PATH, own.ground());
            PathRun.of(own.ground(), own.autoencoders(settings.ownAutoencoder(), settings.ownFit()), splits, settings, seeds)
                    .addTo(this::add);
            TermRun.choices(settings).forEach((name, shape) -> {
                TermRun run = TermRun.of(name, own.ground(), own.autoencoders(shape, settings.ownFit()), splits);
                add(Experiment.PATH, "fitted with " + name + ": accuracy, %", splits.validation(), run.validation(), "");
                run.addTo(this::add);
            });
        }
    }

    private void addGround(Experiment experiment, Surrogates ground) {
        addOnce(experiment.toString(), "accuracy of the network of all surrogates, %", ground.network().accuracy(splits.test()));
    }

    /** They are of the better network too; what is counted and forgotten is reported under their own name. */
    private void nearest() {
        Settings near = settings.nearest();
        SampleSource source = benchmark.source(seeds.first(), splits.train(), near.sampling());
        try (var own = new KeptModels(splits, near, seeds, folder, source)) {
            addGround(Experiment.NEAREST, own.ground());
            List<Surrogate> all = own.autoencoders(near.ownAutoencoder(), near.ownFit());
            addAutoencoders(Experiment.NEAREST, "new samples in each epoch", near.ownAutoencoder(), near.ownFit(), all, "");
            Sink sink = (part, name, which, measured, figure) -> add(Experiment.NEAREST, name, which, measured, "");
            ComponentRun.of(own.ground(), all, counted()).addTo(sink, published, splits.train().size());
            ForgettingRun.ours(own.ground(), splits, all).addTo(sink, published);
        }
    }

    /** They are of the better network too. */
    private void forms() {
        Map<String, FormRun.Choice> choices = FormRun.choices(settings);
        try (var own = new KeptModels(splits, settings.withOwnNetwork(), seeds, folder)) {
            choices.forEach((name, choice) -> {
                FormRun run = FormRun.of(own.autoencoders(choice.settings(), choice.plan()), splits);
                add(Experiment.FORMS, name + ": accuracy, %", splits.validation(), run.validation(), "");
                run.figures().forEach((figure, measured) -> add(Experiment.FORMS, name + ": " + figure, measured, ""));
            });
            FormRun.times(own.ground(), choices, seeds).forEach((name, times) -> add(Experiment.FORMS,
                    name + ": time of an epoch, as a multiple of the exponential form's", splits.train(), times, ""));
        }
    }

    /** The networks are those of our own plan. */
    private void shape() {
        var networks = new ShapeNetworks(benchmark, splits, settings, seeds, folder);
        networks.rulers().forEach(rulers -> {
            addRuler(rulers.points(), rulers.geodesic(), "pairs of k and hops that fit", rulers.geodesic().fitting());
            addRuler(rulers.points(), rulers.euclidean(), "where the scales that fit begin", rulers.euclidean().from());
            addRuler(rulers.points(), rulers.euclidean(), "where they end", rulers.euclidean().to());
        });
        networks.each(run -> {
            add(Experiment.SHAPE, run.name() + ": accuracy, %", splits.train(), run.train(), "");
            add(Experiment.SHAPE, run.name() + ": accuracy, %", splits.validation(), run.validation(), "");
            run.addTo(this::add);
        });
    }

    private void addRuler(int points, Ruler ruler, String figure, double value) {
        findings.add(new Finding(Experiment.SHAPE.toString(), "ruler for " + points + " points, " + ruler + ": " + figure,
                named(splits.validation()), List.of(seeds.first()), Spread.of(value), ""));
    }

    /** Returns the accuracy, the mean of the classes' accuracies, and the accuracy on the training samples. */
    private double[] accuracies(ResidualMlp network) {
        int[] found = network.classify(splits.test());
        return new double[] {splits.test().accuracy(found), splits.test().meanClassAccuracy(found),
            network.accuracy(splits.train())};
    }

    private void addAccuracies(Experiment experiment, String name, List<double[]> rows, String figure) {
        List<Spread> columns = Spread.columns(rows);
        add(experiment, name + "accuracy, %", columns.get(0).percent(), "");
        add(experiment, name + "mean of the classes' accuracies, %", columns.get(1).percent(), figure);
        add(experiment, name + "accuracy, %", splits.train(), columns.get(2).percent(), "");
    }

    private void baselines() {
        Surrogates ground = ground();
        try (Surrogate dmd = ground.dmd()) {
            addOnce(Experiment.BASELINES.toString(), "DMD accuracy, %", dmd.accuracy(splits.test()));
        }
        for (int features : settings.studies().randomFeatures()) {
            String name = "EDMD with " + features + " random features";
            List<Spread> columns = Spread.columns(seeds.each(settings.sideBySide(), seed -> {
                try (Surrogate edmd = ground.leastSquares(Observables.randomFeatures(features, seed),
                        Regression.toState(RIDGE))) {
                    return new double[] {edmd.accuracy(splits.test()), edmd.agreement(splits.test())};
                }
            }));
            baselines.put(name, columns.get(0));
            add(Experiment.BASELINES, name + ": accuracy, %", columns.get(0).percent(), "");
            add(Experiment.BASELINES, name + ": agreement with the network, %", columns.get(1).percent(), "");
        }
    }

    private void autoencoders() {
        addBesideBaselines(ownDiffers() ? THEIRS : OURS, settings.autoencoder(), settings.fit(), published(),
                published.surrogate());
        if (ownDiffers()) {
            addBesideBaselines(OURS, settings.ownAutoencoder(), settings.ownFit(), own(), "");
        }
    }

    private void addBesideBaselines(String name, AutoencoderSettings shape, TrainingPlan plan, List<Surrogate> surrogates,
            String figure) {
        Spread accuracy = addAutoencoders(Experiment.KAE, name, shape, plan, surrogates, figure);
        baselines.forEach((baseline, other) -> add(Experiment.KAE, name + ": accuracy less that of " + baseline + ", points",
                accuracy.minus(other).percent(), ""));
    }

    /** Returns the accuracy. */
    private Spread addAutoencoders(Experiment experiment, String name, AutoencoderSettings shape, TrainingPlan plan,
            List<Surrogate> surrogates, String figure) {
        List<double[]> rows = surrogates.stream().map(surrogate -> {
            int[] found = surrogate.classify(splits.test());
            LossReport losses = surrogate.losses(splits.test());
            return new double[] {splits.test().accuracy(found), splits.test().meanClassAccuracy(found),
                surrogate.accuracy(splits.train()), surrogate.agreement(splits.test()), losses.state(), losses.isometry(),
                surrogate.accuracy(splits.validation())};
        }).toList();
        List<Spread> columns = Spread.columns(rows);
        add(experiment, name + " (" + described(shape, plan) + "): accuracy, %", splits.validation(),
                columns.get(6).percent(), "");
        addAccuracies(experiment, name + ": ", rows, figure);
        add(experiment, name + ": agreement with the network, %", columns.get(3).percent(), "");
        add(experiment, name + ": state FVU", columns.get(4), "");
        add(experiment, name + ": isometry FVU", columns.get(5), "");
        return columns.get(0);
    }

    private String described(AutoencoderSettings shape, TrainingPlan plan) {
        return shape.hidden() + " hidden units, " + shape.latent() + " observables, " + described(plan);
    }

    private String described(TrainingPlan plan) {
        int steps = plan.epochs() * ((splits.train().size() + plan.batchSize() - 1) / plan.batchSize());
        return plan.epochs() + " epochs of batches of " + plan.batchSize() + ", " + steps + " steps up to the rate "
                + plan.peakRate() + (plan.noise().equals(Noise.NONE) ? "" : ", noise of " + plan.noise().inputs() + " on inputs and "
                + plan.noise().layers() + " on layers");
    }

    /** Adds the main figures with samples, network and autoencoders of each seed's own, if there are samples to draw. */
    private void redrawn() {
        if (!benchmark.isDrawn()) {
            return;
        }
        List<Spread> columns = Spread.columns(seeds.each(settings.sideBySide(), seed -> {
            Splits drawn = benchmark.splits(seed, settings.sampling());
            try (KeptModels all = new KeptModels(drawn, settings, new Seeds(seed, 1), folder)) {
                Surrogate theirs = all.autoencoders(settings.autoencoder(), settings.fit()).get(0);
                Surrogate own = all.autoencoders(settings.ownAutoencoder(), settings.ownFit()).get(0);
                return new double[] {all.ground().network().accuracy(drawn.test()), theirs.accuracy(drawn.test()),
                    own.accuracy(drawn.test()), own.agreement(drawn.test())};
            }
        }));
        String[] names = {"the network's accuracy", THEIRS + ": accuracy", OURS + ": accuracy", OURS + ": agreement"};
        for (int i = 0; i < names.length; i++) {
            add(Experiment.REDRAWN, "points and network of each seed's own: " + names[i] + ", %", columns.get(i).percent(), "");
        }
    }

    private void isometry() {
        StudySettings studies = settings.studies();
        boolean same = studies.isometryBlocks() == settings.blocks();
        Settings how = settings.withBlocks(studies.isometryBlocks());
        KeptModels own = same ? models : new KeptModels(splits, how, seeds, folder);
        Samples on = studies.isometryOn() == Split.TRAIN ? splits.train() : splits.test();
        double[] weights = studies.isometryWeights().stream().mapToDouble(Double::doubleValue).toArray();
        if (same) {
            ground();
        }
        IsometryStudy study = IsometryStudy.run(on, studies.isometryPoints(), weight -> own.autoencoders(
                settings.autoencoder().with(LossWeights.isometry(weight)), settings.fit()), weights);
        for (IsometryStudy.Row row : study.rows()) {
            String name = "weight " + row.weight() + ": ";
            add(Experiment.ISOMETRY, name + "accuracy, %", on, row.accuracy().percent(), "");
            add(Experiment.ISOMETRY, name + "isometry FVU", on, row.isometry(), "");
            add(Experiment.ISOMETRY, name + "relative distance of Betti-0 curves", on, row.betti0(), "");
            add(Experiment.ISOMETRY, name + "relative distance of Betti-1 curves", on, row.betti1(), "");
        }
    }

    /** What takes a figure that was measured with each seed. */
    @FunctionalInterface
    interface Sink {
        /**
         * Takes a figure of test samples.
         *
         * @param which the places among the seeds that it was measured with
         */
        void add(Experiment experiment, String name, int[] which, Spread measured, String published);
    }

    private void add(Experiment experiment, String name, int[] which, Spread measured, String figure) {
        List<Long> own = IntStream.of(which).mapToObj(seeds.list()::get).toList();
        findings.add(new Finding(experiment.toString(), name, named(splits.test()), own, measured, figure));
    }

    private void add(Experiment experiment, String name, Spread measured, String figure) {
        add(experiment, name, splits.test(), measured, figure);
    }

    private void add(Experiment experiment, String name, Samples on, Spread measured, String figure) {
        findings.add(new Finding(experiment.toString(), name, named(on), seeds.list(), measured, figure));
    }

    private void addOnce(String experiment, String name, double share) {
        findings.add(new Finding(experiment, name, named(splits.test()), List.of(seeds.first()), Spread.of(share).percent(),
                ""));
    }

    private static String named(Samples samples) {
        return samples.size() + " " + samples.split() + " " + (samples.features() > 2 ? "images" : "points");
    }
}
