package koopman.experiment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import koopman.autoencoder.AutoencoderSettings;
import koopman.autoencoder.KoopmanAutoencoder;
import koopman.autoencoder.LeastSquares;
import koopman.autoencoder.LossReport;
import koopman.autoencoder.Surrogate;
import koopman.data.Samples;
import koopman.data.Splits;
import koopman.data.YinYang;
import koopman.network.ResidualMlp;
import koopman.training.Progress;
import koopman.training.TrainingPlan;
import koopman.unlearning.EditRule;
import koopman.unlearning.ForgettingReport;
import koopman.unlearning.ForgettingStudy;
import koopman.unlearning.OperatorEdit;

/**
 * The published experiments on Yin-Yang run again, each figure beside the published one. All figures are measured on
 * test points, which nothing was fitted to or chosen on; the published ones are on points of which many were trained on.
 *
 * <p>As published, all surrogates are of one network, the one of the first seed.
 *
 * <p>Source of the settings and the published figures: Aswani and Jabari, arXiv 2505.12809 (2025), sections 4 and 5.
 */
public final class Reproduction {

    private static final int TOPOLOGY_POINTS_QUICK = 500;
    private static final int TOPOLOGY_POINTS_PAPER = 2_000;
    private static final double[] PUBLISHED_BEFORE = {98.78, 98.27, 99.97};
    private static final double[] PUBLISHED_AFTER = {85.01, 78.88, 62.52};

    private static final String PUBLISHED = "published settings";
    private static final String OWN = "our settings";

    private final Size size;
    private final Settings settings;
    private final Seeds seeds;
    private final Splits splits;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<AutoencoderSettings, List<KoopmanAutoencoder>> fitted = new HashMap<>();
    private Fit fit;
    private boolean groundAdded;

    private Reproduction(Size size, Seeds seeds) {
        this.size = size;
        this.settings = Settings.yinYang(size);
        this.seeds = seeds;
        this.splits = YinYang.splits(seeds.first());
    }

    /** Returns the figures of the chosen experiments on Yin-Yang. */
    public static Findings yinYang(Size size, Seeds seeds, Set<Experiment> experiments) {
        var reproduction = new Reproduction(size, seeds);
        for (Experiment experiment : Experiment.values()) {
            if (experiments.contains(experiment)) {
                reproduction.run(experiment);
            }
        }
        return new Findings(reproduction.findings);
    }

    private void run(Experiment experiment) {
        switch (experiment) {
            case NETWORK -> network();
            case BASELINES -> baselines();
            case KAE -> autoencoders();
            case ISOMETRY -> isometry();
            case UNLEARNING -> unlearning();
        }
    }

    private void network() {
        var progress = Progress.of("networks, " + seeds, seeds.count() * settings.network().epochs());
        List<ResidualMlp> networks = seeds.each(seed -> train(seed, progress.part()));
        add(Experiment.NETWORK, "accuracy, %", Spread.of(networks.stream()
                .mapToDouble(network -> network.accuracy(splits.test()))).percent(), "99.31");
        fit = Fit.of(networks.get(0), splits.train(), settings.components());
        networks.subList(1, networks.size()).forEach(ResidualMlp::close);
    }

    private ResidualMlp train(long seed, Progress progress) {
        return ResidualMlp.train(splits.train(), settings.width(), settings.blocks(), settings.network(), seed, progress);
    }

    /** Returns the ground of all surrogates: the first seed's network, trained when it is first asked for. */
    private Fit fit() {
        if (fit == null) {
            fit = Fit.of(train(seeds.first(), Progress.of("the network of all surrogates", settings.network().epochs())),
                    splits.train(), settings.components());
        }
        if (!groundAdded) {
            groundAdded = true;
            findings.add(new Finding("surrogates", "accuracy of their network, %", test(), List.of(seeds.first()),
                    Spread.of(fit.network().accuracy(splits.test())).percent(), ""));
        }
        return fit;
    }

    private void baselines() {
        Fit ground = fit();
        try (LeastSquares dmd = ground.dmd()) {
            Surrogate surrogate = ground.surrogate(dmd);
            findings.add(new Finding("baselines", "DMD accuracy, %", test(), List.of(seeds.first()),
                    Spread.of(surrogate.accuracy(splits.test())).percent(), ""));
        }
        for (int features : new int[] {30, 100, 300}) {
            List<double[]> rows = seeds.each(seed -> {
                try (LeastSquares edmd = ground.edmd(features, 1e-8, seed)) {
                    return quality(ground.surrogate(edmd));
                }
            });
            addQuality(Experiment.BASELINES, "EDMD with " + features + " random features", rows, "");
        }
    }

    private void autoencoders() {
        autoencoders(PUBLISHED, settings.autoencoder(), settings.fit(), "98.75 (0.15)");
        autoencoders(OWN, settings.ownAutoencoder(), settings.ownFit(), "");
    }

    private void autoencoders(String name, AutoencoderSettings chosen, TrainingPlan plan, String published) {
        Fit ground = fit();
        List<double[]> rows = autoencoders(chosen, plan).stream().map(autoencoder -> {
            double[] quality = quality(ground.surrogate(autoencoder));
            LossReport losses = ground.losses(autoencoder, splits.test());
            return new double[] {quality[0], quality[1], losses.state(), losses.isometry()};
        }).toList();
        addQuality(Experiment.KAE, name, rows, published);
        add(Experiment.KAE, name + ": state FVU", column(rows, 2), "");
        add(Experiment.KAE, name + ": isometry FVU", column(rows, 3), "");
    }

    /** Returns an autoencoder for each seed, fitted when they are first asked for. */
    private List<KoopmanAutoencoder> autoencoders(AutoencoderSettings chosen, TrainingPlan plan) {
        Fit ground = fit();
        return fitted.computeIfAbsent(chosen, each -> ground.autoencoders(each, plan, seeds));
    }

    private double[] quality(Surrogate surrogate) {
        return new double[] {surrogate.accuracy(splits.test()), surrogate.agreement(splits.test())};
    }

    private void addQuality(Experiment experiment, String name, List<double[]> rows, String published) {
        add(experiment, name + ": accuracy, %", column(rows, 0).percent(), published);
        add(experiment, name + ": agreement with the network, %", column(rows, 1).percent(), "");
    }

    private void isometry() {
        int points = size == Size.PAPER ? TOPOLOGY_POINTS_PAPER : TOPOLOGY_POINTS_QUICK;
        IsometryStudy study = IsometryStudy.run(fit(), splits.test(), settings, seeds, points, Settings.ISOMETRY_WEIGHTS);
        for (IsometryStudy.Row row : study.rows()) {
            String name = "weight " + row.weight() + ": ";
            add(Experiment.ISOMETRY, name + "accuracy, %", row.accuracy().percent(), "");
            add(Experiment.ISOMETRY, name + "isometry FVU", row.isometry(), "");
            add(Experiment.ISOMETRY, name + "relative distance of Betti-0 curves", row.betti0(), "");
            add(Experiment.ISOMETRY, name + "relative distance of Betti-1 curves", row.betti1(), "");
        }
    }

    private void unlearning() {
        List<KoopmanAutoencoder> published = autoencoders(settings.autoencoder(), settings.fit());
        List<KoopmanAutoencoder> own = autoencoders(settings.ownAutoencoder(), settings.ownFit());
        List<List<ForgettingReport>> runs = IntStream.range(0, seeds.count())
                .mapToObj(run -> reports(fit().surrogate(published.get(run)), fit().surrogate(own.get(run)))).toList();
        for (int label = 0; label < YinYang.CLASSES.size(); label++) {
            String name = "class " + label + " (" + YinYang.CLASSES.get(label) + ")";
            int rule = 2 * label;
            addReport(runs, rule, name + ", before", report -> report.before(report.forgotten().iterator().next()),
                    String.valueOf(PUBLISHED_BEFORE[label]));
            addReport(runs, rule, name + ", published rule in exact arithmetic", ForgettingReport::target,
                    String.valueOf(PUBLISHED_AFTER[label]));
            addReport(runs, rule, name + ", published rule: mean loss of the others", ForgettingReport::lost, "");
            addReport(runs, rule + 1, name + ", ours", ForgettingReport::target, "");
            addReport(runs, rule + 1, name + ", ours: mean loss of the others", ForgettingReport::lost, "");
            addReport(runs, rule + 1, name + ", ours: greatest loss of another", ForgettingReport::worstLoss, "");
        }
    }

    /** Returns for each class the report of the published rule on the published autoencoder, and of ours on ours. */
    private List<ForgettingReport> reports(Surrogate published, Surrogate own) {
        return Stream.iterate(0, label -> label < YinYang.CLASSES.size(), label -> label + 1).flatMap(label -> Stream.of(
                OperatorEdit.forget(published, fit.train(), EditRule.Published.NEAREST, label),
                ForgettingStudy.choose(own, fit.train(), splits.validation(), label)))
                .map(edit -> ForgettingReport.of(edit, splits.test())).toList();
    }

    private void addReport(List<List<ForgettingReport>> runs, int index, String name,
            ToDoubleFunction<ForgettingReport> figure, String published) {
        add(Experiment.UNLEARNING, name + ", %",
                Spread.of(runs.stream().mapToDouble(run -> figure.applyAsDouble(run.get(index)))).percent(), published);
    }

    private static Spread column(List<double[]> rows, int column) {
        return Spread.of(rows.stream().mapToDouble(row -> row[column]));
    }

    private void add(Experiment experiment, String name, Spread measured, String published) {
        findings.add(new Finding(experiment.toString(), name, test(), seeds.list(), measured, published));
    }

    private String test() {
        Samples test = splits.test();
        return test.size() + " test points";
    }
}
