package koopman.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import koopman.autoencoder.AutoencoderSettings;
import koopman.autoencoder.KoopmanAutoencoder;
import koopman.autoencoder.LeastSquares;
import koopman.autoencoder.LossReport;
import koopman.autoencoder.Surrogate;
import koopman.data.Samples;
import koopman.data.Splits;
import koopman.training.TrainingPlan;

/**
 * The published experiments on a data set run again, each figure beside the published one. All figures are measured on
 * test samples, which nothing was fitted to or chosen on; the published ones on Yin-Yang are on points of which many were
 * trained on.
 *
 * <p>As published, all surrogates are of one network, the one of the first seed.
 *
 * <p>Source of the settings and the published figures: Aswani and Jabari, arXiv 2505.12809 (2025), sections 4 and 5.
 */
public final class Reproduction {

    private static final double RIDGE = 1e-8; // of the baselines; it only keeps their systems from being singular

    private final Settings settings;
    private final Seeds seeds;
    private final Splits splits;
    private final Published published;
    private final KeptModels models;
    private final List<Finding> findings = new ArrayList<>();
    private boolean groundAdded;

    private Reproduction(Subject subject, Size size, Seeds seeds, Path folder) {
        this.settings = subject.settings(size);
        this.seeds = seeds;
        this.splits = subject.splits(seeds.first());
        this.published = subject.published();
        this.models = new KeptModels(splits, settings, seeds, folder);
    }

    /**
     * Returns the figures of the chosen experiments.
     *
     * @param folder where trained models are kept, so that a run that was stopped goes on from them; or null for nowhere
     */
    public static Findings of(Subject subject, Size size, Seeds seeds, Set<Experiment> experiments, Path folder) {
        var reproduction = new Reproduction(subject, size, seeds, folder);
        for (Experiment experiment : Experiment.values()) {
            if (experiments.contains(experiment)) {
                reproduction.run(experiment);
            }
        }
        return new Findings(reproduction.findings);
    }

    private void run(Experiment experiment) {
        switch (experiment) {
            case NETWORK -> add(experiment, "accuracy, %", models.networkAccuracies().percent(), published.network());
            case BASELINES -> baselines();
            case KAE -> autoencoders();
            case TOPOLOGY -> ComponentCounts.of(fit(), published(), counted()).addTo(this::add, published);
            case ISOMETRY -> isometry();
            case UNLEARNING -> ForgettingRun.of(fit(), splits, published.rule(), published(), own())
                    .addTo(this::add, published);
        }
    }

    private Fit fit() {
        Fit fit = models.fit();
        if (!groundAdded) {
            groundAdded = true;
            addOnce("surrogates", "accuracy of their network, %", fit.network().accuracy(splits.test()));
        }
        return fit;
    }

    private List<KoopmanAutoencoder> published() {
        return models.autoencoders(settings.autoencoder(), settings.fit());
    }

    private List<KoopmanAutoencoder> own() {
        return models.autoencoders(settings.ownAutoencoder(), settings.ownFit());
    }

    private Samples counted() {
        return splits.test().first(Math.min(settings.extent().bettiPoints(), splits.test().size()));
    }

    private void baselines() {
        Fit ground = fit();
        try (LeastSquares dmd = ground.dmd()) {
            addOnce(Experiment.BASELINES.toString(), "DMD accuracy, %", ground.surrogate(dmd).accuracy(splits.test()));
        }
        for (int features : settings.extent().randomFeatures()) {
            addQuality(Experiment.BASELINES, "EDMD with " + features + " random features",
                    seeds.each(settings.sideBySide(), seed -> {
                        try (LeastSquares edmd = ground.edmd(features, RIDGE, seed)) {
                            return quality(ground.surrogate(edmd));
                        }
                    }), "");
        }
    }

    private void autoencoders() {
        boolean same = settings.ownAutoencoder().equals(settings.autoencoder()) && settings.ownFit().equals(settings.fit());
        addAutoencoders(same ? "our settings" : "published settings", published(), published.surrogate());
        if (!same) {
            addAutoencoders("our settings", own(), "");
        }
    }

    private void addAutoencoders(String name, List<KoopmanAutoencoder> autoencoders, String figure) {
        Fit ground = fit();
        List<double[]> rows = autoencoders.stream().map(autoencoder -> {
            double[] quality = quality(ground.surrogate(autoencoder));
            LossReport losses = ground.losses(autoencoder, splits.test());
            return new double[] {quality[0], quality[1], losses.state(), losses.isometry()};
        }).toList();
        addQuality(Experiment.KAE, name, rows, figure);
        add(Experiment.KAE, name + ": state FVU", Spread.columns(rows).get(2), "");
        add(Experiment.KAE, name + ": isometry FVU", Spread.columns(rows).get(3), "");
    }

    private double[] quality(Surrogate surrogate) {
        return new double[] {surrogate.accuracy(splits.test()), surrogate.agreement(splits.test())};
    }

    private void addQuality(Experiment experiment, String name, List<double[]> rows, String figure) {
        add(experiment, name + ": accuracy, %", Spread.columns(rows).get(0).percent(), figure);
        add(experiment, name + ": agreement with the network, %", Spread.columns(rows).get(1).percent(), "");
    }

    private void isometry() {
        Extent extent = settings.extent();
        double[] weights = extent.isometryWeights().stream().mapToDouble(Double::doubleValue).toArray();
        IsometryStudy study = IsometryStudy.run(fit(), splits.test(), settings,
                chosen -> models.autoencoders(chosen, settings.fit()), extent.isometryPoints(), weights);
        for (IsometryStudy.Row row : study.rows()) {
            String name = "weight " + row.weight() + ": ";
            add(Experiment.ISOMETRY, name + "accuracy, %", row.accuracy().percent(), "");
            add(Experiment.ISOMETRY, name + "isometry FVU", row.isometry(), "");
            add(Experiment.ISOMETRY, name + "relative distance of Betti-0 curves", row.betti0(), "");
            add(Experiment.ISOMETRY, name + "relative distance of Betti-1 curves", row.betti1(), "");
        }
    }

    /** What takes a figure that was measured with each seed. */
    @FunctionalInterface
    interface Sink {
        void add(Experiment experiment, String name, Spread measured, String published);
    }

    private void add(Experiment experiment, String name, Spread measured, String figure) {
        List<Long> own = measured.values().size() == 1 ? List.of(seeds.first()) : seeds.list();
        findings.add(new Finding(experiment.toString(), name, test(), own, measured, figure));
    }

    private void addOnce(String experiment, String name, double share) {
        findings.add(new Finding(experiment, name, test(), List.of(seeds.first()), Spread.of(share).percent(), ""));
    }

    private String test() {
        return splits.test().size() + " test " + (splits.test().features() > 2 ? "images" : "points");
    }
}
