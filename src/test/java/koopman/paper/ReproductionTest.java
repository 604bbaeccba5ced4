// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import koopman.autoencoder.AutoencoderSettings;
import koopman.autoencoder.KoopmanAutoencoder;
import koopman.autoencoder.LayerTimes;
import koopman.autoencoder.LossTerm;
import koopman.autoencoder.LossWeights;
import koopman.autoencoder.Observables;
import koopman.autoencoder.OperatorForm;
import koopman.autoencoder.Regression;
import koopman.autoencoder.Spectrum;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.Splits;
import koopman.data.YinYang;
import koopman.measure.LayerForecasts;
import koopman.measure.LayerReadings;
import koopman.measure.PathFidelity;
import koopman.measure.PathTopology;
import koopman.measure.RegressionNetwork;
import koopman.network.LayerStates;
import koopman.network.ResidualMlp;
import koopman.representation.EffectiveDimension;
import koopman.representation.LinearAlgebra;
import koopman.topology.BettiCurve;
import koopman.topology.PersistentHomology;
import koopman.training.Computation;
import koopman.training.Progress;
import koopman.training.Schedule;
import koopman.training.Seeds;
import koopman.training.TrainingPlan;
import koopman.unlearning.Alternative;
import koopman.unlearning.Answers;
import koopman.unlearning.Classifier;
import koopman.unlearning.EditRule;
import koopman.unlearning.ForgettingReport;
import koopman.unlearning.ForgettingStudy;
import koopman.unlearning.OperatorEdit;
import koopman.unlearning.RetrainedReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every experiment once at toy size, and measures each figure a second time by hand, from models trained here: that a
 * figure is of the test points, of the right seed's models and of what its name says.
 */
class ReproductionTest {

    private static final Seeds SEEDS = new Seeds(3, 2);
    private static final AutoencoderSettings SHAPE = new AutoencoderSettings(12, 12, 10, new OperatorForm.Exponential(),
            LossWeights.isometry(1));
    private static final AutoencoderSettings OWN_SHAPE = new AutoencoderSettings(16, 14, 10, new OperatorForm.Exponential(),
            LossWeights.isometry(1));
    private static final Settings TOY = new Settings(new Sampling(700, false), 10, 2,
            TrainingPlan.momentum(15, 512, 1e-2), TrainingPlan.adamW(9, 1_024, 3e-2), 10, SHAPE,
            TrainingPlan.adamW(10, 1_024, 5e-2), OWN_SHAPE, TrainingPlan.adamW(12, 512, 5e-2), 2,
            new StudySettings(List.of(20, 40), 30, List.of(1.0), List.of(1.0, 0.0), 2, Split.TEST, 80, 90, List.of(),
                    TrainingPlan.adamW(5, 256, 4e-2), new NearestSettings(9, OWN_SHAPE.plus(LossTerm.answers(1)),
                            TrainingPlan.adamW(8, 512, 5e-2))));
    private static final Splits POINTS = YinYang.splits(3, 700);

    @TempDir
    private static Path folder;

    private static Map<Path, FileTime> trained;
    private static Map<String, Finding> findings;
    private static List<ResidualMlp> networks;
    private static Surrogates ground;
    private static List<Surrogate> theirs;
    private static List<Surrogate> own;

    @BeforeAll
    static void run() {
        Set<Experiment> all = EnumSet.allOf(Experiment.class);
        for (int number = 1; number <= 3; number++) {
            NeededModels.train(Benchmark.YIN_YANG, TOY, SEEDS, all, new Shard(number, 3), folder);
        }
        trained = files();
        findings = byName(Reproduction.of(Benchmark.YIN_YANG, TOY, SEEDS, all, folder));
        networks = SEEDS.list().stream().map(seed -> network(POINTS, 2, seed)).toList();
        ground = Surrogates.of(networks.get(0), POINTS.train(), 10);
        theirs = SEEDS.list().stream().map(seed -> autoencoder(ground, SHAPE, TOY.fit(), seed)).toList();
        own = SEEDS.list().stream().map(seed -> autoencoder(ground, OWN_SHAPE, TOY.ownFit(), seed)).toList();
    }

    @AfterAll
    static void free() {
        networks.forEach(ResidualMlp::close);
        theirs.forEach(Surrogate::close);
        own.forEach(Surrogate::close);
    }

    private static Map<Path, FileTime> files() {
        try (Stream<Path> files = Files.list(folder)) {
            var times = new TreeMap<Path, FileTime>();
            for (Path file : files.toList()) {
                times.put(file, Files.getLastModifiedTime(file));
            }
            return times;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static ResidualMlp network(Splits points, int blocks, long seed) {
        return ResidualMlp.train(points.train(), 10, blocks, TOY.network(), seed, Progress.silent());
    }

    private static Surrogate autoencoder(Surrogates ground, AutoencoderSettings shape, TrainingPlan plan, long seed) {
        return ground.autoencoder(shape, plan, seed, Progress.silent());
    }

    private static Map<String, Finding> byName(Findings all) {
        return all.list().stream().collect(Collectors.toMap(
                finding -> finding.experiment() + ", " + finding.name() + ", " + finding.dataSet(), Function.identity()));
    }

    /** All other figures here are of the shards' models, and those that they are held against were trained in one run. */
    @Test
    void shardsTrainAllModelsThatARunKeeps() {
        assertEquals(trained, files());
        List<NeededModel> needed = NeededModels.of(Benchmark.YIN_YANG, TOY, SEEDS, EnumSet.allOf(Experiment.class));
        assertEquals(needed.size(), trained.size());
    }

    @Test
    void networksAreMeasuredOnTestPointsAndOnTheTrainingPointsBesides() {
        assertFigure("network, accuracy, %, 700 test points", "", of(networks, each -> 100 * each.accuracy(POINTS.test())));
        assertFigure("network, accuracy, %, 5000 train points", "", of(networks, each -> 100 * each.accuracy(POINTS.train())));
        assertFigure("network, mean of the classes' accuracies, %, 700 test points", "99.31",
                of(networks, each -> 100 * meanOfClasses(each.classify(POINTS.test()))));
        assertEquals(SEEDS.list(), findings.get("network, accuracy, %, 700 test points").seeds());
        assertFigure("network, our settings (9 epochs of batches of 1024, 45 steps up to the rate 0.03): accuracy, %, 700 test "
                + "points", "", SEEDS.list().stream().mapToDouble(seed -> {
                    try (ResidualMlp better = ResidualMlp.train(POINTS.train(), 10, 2, TOY.ownNetwork(), seed,
                            Progress.silent())) {
                        return 100 * better.accuracy(POINTS.test());
                    }
                }).toArray());
    }

    @Test
    void allSurrogatesAreOfTheFirstSeedsNetwork() {
        assertFigure("surrogates, accuracy of their network, %, 700 test points", "",
                new double[] {100 * networks.get(0).accuracy(POINTS.test())});
        try (Surrogate dmd = ground.dmd()) {
            assertFigure("baselines, DMD accuracy, %, 700 test points", "",
                    new double[] {100 * dmd.accuracy(POINTS.test())});
        }
        double[] random = SEEDS.list().stream().mapToDouble(seed -> {
            try (Surrogate edmd = ground.edmd(40, 1e-8, seed)) {
                return 100 * edmd.accuracy(POINTS.test());
            }
        }).toArray();
        assertFigure("baselines, EDMD with 40 random features: accuracy, %, 700 test points", "", random);
        double[] right = of(theirs, each -> 100 * each.accuracy(POINTS.test()));
        assertFigure("kae, published settings: accuracy less that of EDMD with 40 random features, points, 700 test points", "",
                IntStream.range(0, 2).mapToDouble(i -> right[i] - random[i]).toArray());
    }

    @Test
    void journeysByFewNumbersAreMeasuredWithEachSeedsFeatures() {
        for (int rank : new int[] {1, 5, 20}) {
            assertRank("reduced rank " + rank, Regression.reducedRank(rank, 1e-8));
            assertRank("principal components, rank " + rank, Regression.principalComponents(rank, 1e-8));
        }
    }

    private static void assertRank(String way, Regression regression) {
        assertFigure("ranks, 30 random features, " + way + ": accuracy, %, 700 test points", "",
                SEEDS.list().stream().mapToDouble(seed -> {
                    try (Surrogate few = ground.leastSquares(Observables.randomFeatures(30, seed), regression)) {
                        return 100 * few.accuracy(POINTS.test());
                    }
                }).toArray());
    }

    /** They are of the network of our own plan, and once more with further losses. */
    @Test
    void pathsAreThoseOfOurSettingsAtOrderedStepsAndTheDullWaysStandBesideThem() {
        try (ResidualMlp better = ResidualMlp.train(POINTS.train(), 10, 2, TOY.ownNetwork(), 3, Progress.silent());
                Surrogates base = Surrogates.of(better, POINTS.train(), 10)) {
            assertFigure("path, accuracy of the network of all surrogates, %, 700 test points", "",
                    new double[] {100 * better.accuracy(POINTS.test())});
            assertPaths(base, SEEDS.list().stream().map(seed -> autoencoder(base, OWN_SHAPE, TOY.ownFit(), seed)).toList());
            List<Surrogate> led = SEEDS.list().stream().map(seed -> autoencoder(base, OWN_SHAPE.plus(LossTerm.path(1,
                    LayerTimes.equal())).plus(LossTerm.answers(0.5)), TOY.ownFit(), seed)).toList();
            assertFigure("path, fitted with path 1.0, answers 0.5: agreement with the network, %, 700 test points", "",
                    of(led, each -> 100 * each.agreement(POINTS.test())));
            assertFigure("path, fitted with path 1.0, answers 0.5: FVU of layer 1 by the path, 700 test points", "",
                    of(led, each -> PathFidelity.of(each, base, POINTS.test()).surrogate()[1]));
            List<Surrogate> learned = SEEDS.list().stream().map(seed -> autoencoder(base,
                    OWN_SHAPE.plus(LossTerm.path(1, LayerTimes.learned())), TOY.ownFit(), seed)).toList();
            assertFigure("path, fitted with path 1.0 at learned times: accuracy, %, 700 test points", "",
                    of(learned, each -> 100 * each.accuracy(POINTS.test())));
            assertDullWays(base);
        }
    }

    /** Of the network of our own plan too. */
    @Test
    void formsAndTermsAreSingleChangesOfOurSettings() {
        try (ResidualMlp better = ResidualMlp.train(POINTS.train(), 10, 2, TOY.ownNetwork(), 3, Progress.silent());
                Surrogates base = Surrogates.of(better, POINTS.train(), 10)) {
            assertForm("exponential", base, OWN_SHAPE, TOY.ownFit());
            assertForm("eigen form, nothing grows", base, OWN_SHAPE.with(new OperatorForm.Eigen(1)), TOY.ownFit());
            assertForm("rank 10, a thirtieth of the rate", base, OWN_SHAPE.with(new OperatorForm.LowRank(Math.min(10,
                    OWN_SHAPE.latent()))), TOY.ownFit().withPeakRate(TOY.ownFit().peakRate() / 30));
            assertForm("sparse 0.1", base, OWN_SHAPE.plus(LossTerm.sparse(0.1)), TOY.ownFit());
            assertFigure("forms, exponential: time of an epoch, as a multiple of the exponential form's, "
                    + POINTS.train().size() + " train points", "", new double[] {1, 1});
        }
    }

    /** They are of the network of our own plan, and of points that no set has. */
    @Test
    void theNearestAutoencodersAreFittedToNewPointsInEachEpoch() {
        NearestSettings near = TOY.studies().nearest();
        try (ResidualMlp better = ResidualMlp.train(POINTS.train(), 10, 2, TOY.ownNetwork(), 3, Progress.silent());
                Surrogates base = Surrogates.of(better, POINTS.train(), 9, YinYang.source(5_000, 3))) {
            List<Surrogate> all = SEEDS.list().stream().map(seed -> autoencoder(base, near.autoencoder(), near.plan(), seed)).toList();
            String name = "nearest, new samples in each epoch";
            assertFigure(name + " (16 hidden units, 14 observables, 8 epochs of batches of 512, 80 steps up to the rate 0.05): "
                    + "accuracy, %, 5000 validation points", "", of(all, each -> 100 * each.accuracy(POINTS.validation())));
            assertFigure(name + ": accuracy, %, 700 test points", "", of(all, each -> 100 * each.accuracy(POINTS.test())));
            assertFigure(name + ": agreement with the network, %, 700 test points", "", of(all, each -> 100 * each.agreement(POINTS.test())));
            assertFigure("nearest, class 1 (yang), masked logit: others lose, %, 700 test points", "",
                    of(all, each -> 100 * Alternative.mask(each, 1).report(POINTS.test()).lost()));
            assertFigure("nearest, class 1 (yang), by our rule of neighbours: left, %, 700 test points", "", of(all, each ->
                    100 * ForgettingReport.of(ForgettingStudy.choose(each, base.train(), POINTS.validation(), 1),
                            POINTS.test()).target()));
            assertTrue(findings.containsKey("nearest, components at scale 0.2: step 10 of 10, 700 test points"));
        }
    }

    private static void assertForm(String name, Surrogates base, AutoencoderSettings shape, TrainingPlan plan) {
        List<Surrogate> all = SEEDS.list().stream().map(seed -> autoencoder(base, shape, plan, seed)).toList();
        assertFigure("forms, " + name + ": accuracy, %, " + POINTS.validation().size() + " validation points", "",
                of(all, each -> 100 * each.accuracy(POINTS.validation())));
        assertFigure("forms, " + name + ": agreement with the network, %, 700 test points", "",
                of(all, each -> 100 * each.agreement(POINTS.test())));
        assertFigure("forms, " + name + ": learned numbers of the operator that are not 0, 700 test points", "",
                of(all, each -> ((KoopmanAutoencoder) each.lifting()).operatorNonZeros()));
        assertFigure("forms, " + name + ": effective dimension of the first observables, 700 test points", "", of(all, each -> {
            try (LayerStates states = base.network().states(POINTS.test())) {
                return EffectiveDimension.of(each.observables(states.first()));
            }
        }));
        assertFigure("forms, " + name + ": median residual of the journey's eigenpairs, 700 test points", "", of(all, each -> {
            try (LayerStates states = base.network().states(POINTS.test())) {
                double[] residuals = Spectrum.of(each.journey()).residuals(each.observables(states.first()),
                        each.lastObservables(states.last()));
                Arrays.sort(residuals);
                return (residuals[(residuals.length - 1) / 2] + residuals[residuals.length / 2]) / 2;
            }
        }));
    }

    private static void assertPaths(Surrogates base, List<Surrogate> plain) {
        List<PathFidelity> paths = plain.stream().map(each -> PathFidelity.of(each, base, POINTS.test())).toList();
        assertFigure("path, layer 1: FVU by the path, at ordered steps, 700 test points", "",
                paths.stream().mapToDouble(each -> each.surrogate()[1]).toArray());
        assertFigure("path, layer 1: FVU by a straight line from start to end, 700 test points", "",
                new double[] {paths.get(0).straight()[1]});
        assertFigure("path, layer 1: relative distance of Betti-0 curves, path, 700 test points", "",
                IntStream.range(0, 2).mapToDouble(i -> PathTopology.of(plain.get(i), base, POINTS.test(), paths.get(i))
                        .surrogate()[1]).toArray());
    }

    private static void assertDullWays(Surrogates base) {
        List<LayerForecasts> dull = SEEDS.list().stream().map(seed ->
                LayerForecasts.of(base, POINTS.validation(), POINTS.test(), 30, seed)).toList();
        assertFigure("path, one K, 30 random features: FVU of layer 2, 700 test points", "",
                dull.stream().mapToDouble(each -> each.row("one K, 30 random features").fvu()[2]).toArray());
        assertFigure("path, endpoint map: accuracy, %, 700 test points", "",
                new double[] {100 * dull.get(0).row("endpoint map").accuracy()});
        assertFigure("path, layer 0: accuracy of the head on the layer as it is, %, 700 test points", "", new double[] {
            100 * LayerReadings.of(base, POINTS.validation(), POINTS.test()).rows().get(0).lens()});
        assertFigure("path, two-layer network of the autoencoder's size: accuracy, %, 700 test points", "",
                SEEDS.list().stream().mapToDouble(seed -> {
                    try (var plain = RegressionNetwork.fit(base, OWN_SHAPE, TOY.ownFit(), seed, Progress.silent())) {
                        return 100 * plain.report(POINTS.test()).accuracy();
                    }
                }).toArray());
    }

    @Test
    void autoencodersAreMeasuredOnTestPointsAndTheSettingsWereChosenOnValidationPoints() {
        assertFigure("kae, published settings: accuracy, %, 700 test points", "",
                of(theirs, each -> 100 * each.accuracy(POINTS.test())));
        assertFigure("kae, published settings: mean of the classes' accuracies, %, 700 test points", "98.75 (0.15)",
                of(theirs, each -> 100 * meanOfClasses(each.classify(POINTS.test()))));
        assertFigure("kae, our settings: agreement with the network, %, 700 test points", "", of(own, each -> {
            int[] found = each.classify(POINTS.test());
            int[] networks = ground.network().classify(POINTS.test());
            return 100.0 * IntStream.range(0, 700).filter(i -> found[i] == networks[i]).count() / 700;
        }));
        assertFigure("kae, our settings: state FVU, 700 test points", "",
                of(own, each -> each.losses(POINTS.test()).state()));
        assertFigure("kae, our settings: isometry FVU, 700 test points", "",
                of(own, each -> each.losses(POINTS.test()).isometry()));
        assertFigure("kae, our settings (16 hidden units, 14 observables, 12 epochs of batches of 512, 120 steps up to the rate "
                + "0.05): accuracy, %, 5000 validation points", "",
                of(own, each -> 100 * each.accuracy(POINTS.validation())));
    }

    @Test
    void redrawnFiguresAreOfPointsAndANetworkOfEachSeedsOwn() {
        double[] accuracies = SEEDS.list().stream().mapToDouble(seed -> {
            Splits drawn = YinYang.splits(seed, 700);
            try (ResidualMlp network = network(drawn, 2, seed)) {
                Surrogates ground = Surrogates.of(network, drawn.train(), 10);
                return 100 * autoencoder(ground, OWN_SHAPE, TOY.ownFit(), seed).accuracy(drawn.test());
            }
        }).toArray();
        assertFigure("redrawn, points and network of each seed's own: our settings: accuracy, %, 700 test points", "", accuracies);
        assertNotEquals(100 * own.get(1).accuracy(POINTS.test()), accuracies[1]);
    }

    @Test
    void theIsometryStudyComparesLastStatesWithTheirEncodings() {
        Samples some = POINTS.test().first(80);
        for (double weight : new double[] {1, 0}) {
            var shape = SHAPE.with(LossWeights.isometry(weight));
            List<Surrogate> bent = SEEDS.list().stream().map(seed -> autoencoder(ground, shape, TOY.fit(), seed)).toList();
            assertFigure("isometry, weight " + weight + ": isometry FVU, 700 test points", "",
                    of(bent, each -> each.losses(POINTS.test()).isometry()));
            assertFigure("isometry, weight " + weight + ": relative distance of Betti-0 curves, 700 test points", "",
                    of(bent, each -> bettiDistance(ground, each, some)));
        }
    }

    /** The area between the two curves of components over that under the first, up to where the last states' own last feature has died. */
    private static double bettiDistance(Surrogates ground, Surrogate autoencoder, Samples some) {
        try (LayerStates states = ground.network().states(some); NDArray last = ground.last().apply(states.last());
                NDArray encoded = autoencoder.lifting().encode(last)) {
            var wanted = PersistentHomology.upTo(1).ofPoints(LinearAlgebra.toJava(last));
            var found = PersistentHomology.upTo(1).ofPoints(LinearAlgebra.toJava(encoded));
            double end = DoubleStream.concat(Arrays.stream(wanted.deaths(0)),
                    Arrays.stream(wanted.deaths(1))).filter(Double::isFinite).max().orElseThrow();
            double[] scales = BettiCurve.scales(end, 200);
            return wanted.bettiCurve(0, scales).relativeDistance(found.bettiCurve(0, scales));
        }
    }

    @Test
    void asPublishedTheStudyIsOfAnotherNetworkAndOfTrainingPoints() {
        Settings other = TOY.with(new StudySettings(List.of(20), 20, List.of(1.0), List.of(1.0), 3, Split.TRAIN, 60, 60,
                List.of(), TrainingPlan.adamW(2, 256, 4e-2), TOY.studies().nearest()));
        Map<String, Finding> study = byName(Reproduction.of(Benchmark.YIN_YANG, other, new Seeds(3, 1),
                EnumSet.of(Experiment.ISOMETRY), null));
        try (ResidualMlp network = network(POINTS, 3, 3)) {
            Surrogates ground = Surrogates.of(network, POINTS.train(), 10);
            Surrogate autoencoder = autoencoder(ground, SHAPE, TOY.fit(), 3);
            assertEquals(bettiDistance(ground, autoencoder, POINTS.train().first(60)), study.get(
                    "isometry, weight 1.0: relative distance of Betti-0 curves, 5000 train points").measured().mean(), 1e-9);
            assertEquals(100 * autoencoder.accuracy(POINTS.train()),
                    study.get("isometry, weight 1.0: accuracy, %, 5000 train points").measured().mean(), 1e-9);
        }
    }

    @Test
    void componentsAreThoseOfLayersAndSteps() {
        assertFigure("topology, components at scale 0.2: layer 2, 700 test points", "", new double[] {components(surrogates -> {
            try (LayerStates states = surrogates.network().states(POINTS.test().first(90))) {
                return Computation.unattached(() -> surrogates.last().apply(states.last()));
            }
        })});
    }

    private static double components(Function<Surrogates, NDArray> points) {
        try (NDArray cloud = points.apply(ground)) {
            return PersistentHomology.upTo(0).ofPoints(LinearAlgebra.toJava(cloud)).betti(0, 0.2);
        }
    }

    @Test
    void forgettingIsMeasuredByEachRuleOnTestPointsAfterEditsFittedToTrainingPoints() {
        for (int label = 0; label < 3; label++) {
            int forgotten = label;
            String name = "unlearning, class " + label + " (" + YinYang.CLASSES.get(label) + "), ";
            Published.yinYang().rules().forEach((rule, edit) -> {
                String figure = Published.yinYang().authors().contains(rule) ? Published.yinYang().after().get(forgotten) : "";
                assertRule(name + rule + ": ", edit, forgotten, figure);
            });
            assertFigure(name + "by our rule of neighbours, published autoencoder: others lose, %, 700 test points", "",
                    of(theirs, each -> 100 * report(chosen(each, forgotten)).lost()));
            assertFigure(name + "by our rule of neighbours, our autoencoder: left, %, 700 test points", "",
                    of(own, each -> 100 * report(chosen(each, forgotten)).target()));
            assertFigure(name + "masked logit, published autoencoder: found before, %, 700 test points",
                    Published.yinYang().before().get(label), of(theirs, each -> 100 * ForgettingReport.of(
                            chosen(each, forgotten), POINTS.test()).before(forgotten)));
            assertFigure(name + "masked logit, our autoencoder: others lose, %, 700 test points", "",
                    of(own, each -> 100 * Alternative.mask(each, forgotten).report(POINTS.test()).lost()));
        }
        assertTrue(findings.keySet().stream().noneMatch(name -> name.contains("masked logit, our autoencoder: left")));
    }

    @Test
    void forgettingIsJudgedByThreeNetworksThatNeverSawTheClass() {
        int label = 1;
        List<ResidualMlp> never = List.of(4L, 5L, 6L).stream().map(seed -> ResidualMlp.train(
                POINTS.train().withoutClass(label), 10, 2, TOY.network(), seed, Progress.silent())).toList();
        String name = "unlearning, class 1 (yang), ";
        try (var reference = RetrainedReference.of(label, POINTS.test(), never)) {
            assertFigure(name + "by our rule of neighbours, judged: same class as retrained, %, 700 test points", "",
                    of(own, each -> {
                        try (Answers answers = Classifier.of(chosen(each, label).edited()).answers(POINTS.test())) {
                            return 100 * (1 - reference.disagreement(answers).value());
                        }
                    }));
            assertFigure(name + "masked logit, judged: total variation to retrained, units, 700 test points", "",
                    of(own, each -> {
                        try (Answers answers = Classifier.of(each).masked(label).answers(POINTS.test())) {
                            return reference.totalVariation(answers).inUnits();
                        }
                    }));
            Finding units = findings.get(name
                    + "retrained, judged by each other: total variation to retrained, units, 700 test points");
            assertEquals(1, units.measured().mean(), 1e-9);
            assertEquals(List.of(4L, 5L, 6L), units.seeds());
        } finally {
            never.forEach(ResidualMlp::close);
        }
        assertEquals(List.of(3L), findings.get(name + "edit of the last layer, judged: left, %, 700 test points").seeds());
    }

    /** A ball that holds all points leaves none to be kept: such a seed has no figure. */
    private static void assertRule(String name, EditRule rule, int label, String figure) {
        List<OperatorEdit> edits = theirs.stream().flatMap(each -> {
            try {
                return Stream.of(OperatorEdit.forget(each, ground.train(), rule, label));
            } catch (IllegalArgumentException impossible) {
                return Stream.empty();
            }
        }).toList();
        if (edits.isEmpty()) {
            assertFalse(findings.containsKey(name + "left, %, 700 test points"));
        } else {
            assertFigure(name + "left, %, 700 test points", figure, of(edits, edit -> 100 * report(edit).target()));
            assertFigure(name + "others lose, %, 700 test points", "", of(edits, edit -> 100 * report(edit).lost()));
        }
    }

    private static OperatorEdit chosen(Surrogate surrogate, int label) {
        return ForgettingStudy.choose(surrogate, ground.train(), POINTS.validation(), label);
    }

    private static ForgettingReport report(OperatorEdit edit) {
        return ForgettingReport.of(edit, POINTS.test());
    }

    private static double meanOfClasses(int[] found) {
        return IntStream.range(0, 3).mapToDouble(label -> {
            int[] rows = IntStream.range(0, 700).filter(row -> POINTS.test().label(row) == label).toArray();
            return (double) IntStream.of(rows).filter(row -> found[row] == label).count() / rows.length;
        }).average().orElseThrow();
    }

    private static <T> double[] of(List<T> models, ToDoubleFunction<T> figure) {
        return models.stream().mapToDouble(figure).toArray();
    }

    private static void assertFigure(String name, String published, double[] values) {
        Finding finding = findings.get(name);
        assertTrue(finding != null, () -> name + " is missing");
        assertEquals(published, finding.published(), name);
        assertEquals(values.length, finding.measured().values().size(), name);
        for (int i = 0; i < values.length; i++) {
            assertEquals(values[i], finding.measured().values().get(i), 1e-9 + 1e-4 * Math.abs(values[i]), name);
        }
    }

    @Test
    void theScheduleByEpochIsTrainedWith() {
        Settings byEpoch = TOY.with(Schedule.BY_EPOCH);
        Finding finding = Reproduction.of(Benchmark.YIN_YANG, byEpoch, new Seeds(3, 1), EnumSet.of(Experiment.NETWORK), null)
                .list().get(0);
        try (ResidualMlp network = ResidualMlp.train(POINTS.train(), 10, 2, TOY.network().with(Schedule.BY_EPOCH), 3,
                Progress.silent())) {
            assertEquals(100 * network.accuracy(POINTS.test()), finding.measured().mean(), 1e-9);
        }
    }
}
