// SPDX-License-Identifier: Apache-2.0
package koopman;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.management.ObjectName;
import koopman.autoencoder.AutoencoderSettings;
import koopman.autoencoder.EigenvalueIntervals;
import koopman.autoencoder.LayerTimes;
import koopman.autoencoder.LossTerm;
import koopman.autoencoder.LossWeights;
import koopman.autoencoder.Observables;
import koopman.autoencoder.OperatorForm;
import koopman.autoencoder.Pseudospectrum;
import koopman.autoencoder.Regression;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.Splits;
import koopman.data.YinYang;
import koopman.figure.Figures;
import koopman.figure.Turntable;
import koopman.measure.Comparison;
import koopman.measure.ComponentCounts;
import koopman.measure.EigenProbes;
import koopman.measure.IsometryStudy;
import koopman.measure.LayerForecasts;
import koopman.measure.LayerProbes;
import koopman.measure.LayerReadings;
import koopman.measure.LayerTopology;
import koopman.measure.Nonlinearity;
import koopman.measure.PathFidelity;
import koopman.measure.PathTopology;
import koopman.measure.RegressionNetwork;
import koopman.network.DjlNetwork;
import koopman.network.DjlTraining;
import koopman.network.LayerStates;
import koopman.network.ResidualMlp;
import koopman.representation.CanonicalCorrelations;
import koopman.representation.CenteredKernelAlignment;
import koopman.representation.EffectiveDimension;
import koopman.representation.LinearProbe;
import koopman.representation.PrincipalComponents;
import koopman.representation.StateScaler;
import koopman.training.Progress;
import koopman.training.Seeds;
import koopman.training.TrainingPlan;
import koopman.unlearning.Alternative;
import koopman.unlearning.Answers;
import koopman.unlearning.ClassProbe;
import koopman.unlearning.Classifier;
import koopman.unlearning.EditRule;
import koopman.unlearning.ForgettingComparison;
import koopman.unlearning.ForgettingStudy;
import koopman.unlearning.OperatorEdit;
import koopman.unlearning.Relearning;
import koopman.unlearning.RetrainedReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Counts the native arrays that anything still reaches, before and after each public call: none may stay behind. */
class NativeArraysTest {

    private static final Splits POINTS = new Splits(YinYang.draw(Split.TRAIN, 400, 0),
            YinYang.draw(Split.VALIDATION, 100, 0), YinYang.draw(Split.TEST, 120, 0));
    private static final Samples TEST = POINTS.test();
    private static final AutoencoderSettings SETTINGS = new AutoencoderSettings(12, 10, 6, new OperatorForm.Exponential(),
            LossWeights.isometry(1));
    private static final TrainingPlan PLAN = TrainingPlan.adamW(2, 100, 1e-2);

    private static final SequentialBlock BLOCK = new SequentialBlock().add(Linear.builder().setUnits(6).build())
            .add(Activation::relu).add(Linear.builder().setUnits(6).build()).add(Activation::relu)
            .add(Linear.builder().setUnits(3).build());

    private static ResidualMlp network;
    private static Surrogates surrogates;
    private static Surrogate surrogate;
    private static Surrogate dmd;
    private static LayerStates states;

    @BeforeAll
    static void make() {
        network = ResidualMlp.train(POINTS.train(), 8, 2, TrainingPlan.momentum(15, 100, 1e-2), 0, Progress.silent());
        surrogates = Surrogates.of(network, POINTS.train());
        surrogate = surrogates.autoencoder(SETTINGS, PLAN, 0, Progress.silent());
        dmd = surrogates.dmd();
        states = network.states(TEST);
        DjlTraining.fit(BLOCK, new Shape(2), POINTS.train(), PLAN, 0, Progress.silent());
        surrogate.journey(); // is made when it is first asked for
    }

    @AfterAll
    static void free() {
        states.close();
        surrogates.close();
        network.close();
    }

    private static Map<String, Runnable> calls() {
        var calls = new LinkedHashMap<String, Runnable>();
        calls.put("network.states", () -> network.states(TEST).close());
        calls.put("network.classify", () -> network.classify(TEST));
        calls.put("network.accuracy", () -> network.accuracy(TEST));
        calls.put("network.head", () -> network.head(states.last()).close());
        calls.put("network.tuned", () -> network.tuned(TEST, PLAN, 0, Progress.silent()).close());
        calls.put("network.digest", () -> network.digest());
        calls.put("network.save and load", () -> kept(file -> {
            network.save(file);
            ResidualMlp.load(file).close();
        }));
        calls.put("surrogate.save and load", () -> kept(file -> {
            surrogate.changedBy(new double[10][10], 1).save(file);
            Surrogate.load(file, network).close();
        }));
        calls.put("DjlTraining.fit", () -> DjlTraining.fit(BLOCK, new Shape(2), TEST, PLAN, 0, Progress.silent()));
        calls.put("DjlNetwork.states", () -> DjlNetwork.of(BLOCK, new Shape(2), 1, 3).states(TEST).close());
        calls.put("DjlNetwork.classify", () -> DjlNetwork.of(BLOCK, new Shape(2), 1, 3).classify(TEST));
        calls.put("DjlNetwork.digest", () -> DjlNetwork.of(BLOCK, new Shape(2), 1, 3).digest());
        calls.put("Surrogates.of DjlNetwork", NativeArraysTest::explainBlock);
        calls.put("Surrogates.of", () -> Surrogates.of(network, POINTS.train(), 5).close());
        calls.put("surrogates.autoencoder", () -> surrogates.autoencoder(SETTINGS, PLAN, 1, Progress.silent()).close());
        calls.put("surrogates.autoencoders", () -> surrogates.autoencoders(SETTINGS, PLAN, new Seeds(0, 2))
                .forEach(Surrogate::close));
        calls.put("surrogates.autoencoder of all layers", () -> surrogates.autoencoder(SETTINGS.plus(LossTerm.answers(0.1))
                .plus(LossTerm.path(1, LayerTimes.learned())), PLAN, 1, Progress.silent()).close());
        calls.put("surrogates.alongDepth", () -> surrogates.alongDepth(Observables.states(), Regression.full(0)).close());
        calls.put("surrogates.edmd", () -> surrogates.edmd(20, 1e-6, 0).close());
        calls.put("surrogates.leastSquares", NativeArraysTest::fewNumbers);
        calls.put("surrogates.autoencoder of further terms", () -> surrogates.autoencoder(SETTINGS.plus(LossTerm.entropy(0.1))
                .plus(LossTerm.contrast(0.1, 0.1, 0)).plus(LossTerm.sparse(0.1)).plus(LossTerm.backward(0.1)), PLAN, 1,
                Progress.silent()).close());
        calls.put("surrogates.autoencoder of the eigen form", () -> surrogates.autoencoder(SETTINGS.with(new OperatorForm.Eigen(1)),
                PLAN, 1, Progress.silent()).close());
        calls.put("autoencoder.operatorNonZeros", () -> surrogate.autoencoder().operatorNonZeros());
        calls.put("EffectiveDimension.of", () -> EffectiveDimension.of(states.last()));
        calls.put("Spectrum.residuals", () -> ends((x, y) -> surrogate.spectrum().residuals(x, y)));
        calls.put("Pseudospectrum", () -> ends((x, y) -> Pseudospectrum.around(x, y, 2, 5)));
        calls.put("EigenvalueIntervals", () -> ends((x, y) -> EigenvalueIntervals.of(x, y, 3, 0)));
        calls.put("CanonicalCorrelations", () -> ends(CanonicalCorrelations::of));
        calls.put("Nonlinearity", () -> Nonlinearity.of(surrogate, surrogates.train(), TEST));
        calls.put("surrogate.forecast", () -> surrogate.forecast(states.first()).close());
        calls.put("surrogate.path", () -> surrogate.path(states.first(), 0, 3, 6).forEach(NDArray::close));
        calls.put("surrogate.accuracies", () -> surrogate.accuracies(states, 0, 3, 6));
        calls.put("surrogate.readings", () -> surrogate.readings(states.first(), 0, 6));
        calls.put("surrogate.agreement", () -> surrogate.agreement(TEST));
        calls.put("surrogate.unexplained", () -> surrogate.fvu(states));
        calls.put("surrogate.losses", () -> surrogate.losses(TEST));
        calls.put("surrogate.report", () -> surrogate.report(TEST).table());
        calls.put("surrogate.spectrum", () -> surrogate.spectrum());
        calls.put("surrogate.changedBy", () -> surrogate.changedBy(new double[10][10], 1).close());
        calls.put("dmd.accuracies", () -> dmd.accuracies(states, 0, 1));
        calls.put("dmd.losses", () -> dmd.losses(TEST));
        calls.put("autoencoder", NativeArraysTest::thereAndBack);
        calls.put("Comparison", () -> Comparison.on(TEST).with("both", List.of(surrogate, dmd)).table());
        calls.put("PathFidelity", () -> PathTopology.of(surrogate, surrogates, TEST,
                PathFidelity.of(surrogate, surrogates, TEST)));
        calls.put("LayerReadings", () -> LayerReadings.of(surrogates, POINTS.validation(), TEST).table());
        calls.put("LayerForecasts", NativeArraysTest::forecasts);
        calls.put("LayerProbes", () -> LayerProbes.accuracies(network, POINTS));
        calls.put("EigenProbes.growing", () -> EigenProbes.growing(surrogate, POINTS, 2, 10));
        calls.put("EigenProbes.principal", () -> EigenProbes.principal(surrogate, POINTS, 2, 10));
        calls.put("ComponentCounts.ofLayers", () -> ComponentCounts.ofLayers(surrogates, TEST));
        calls.put("ComponentCounts.ofSteps", () -> ComponentCounts.ofSteps(surrogate, TEST, 3));
        calls.put("IsometryStudy", () -> IsometryStudy.run(surrogates, SETTINGS, PLAN, new Seeds(0, 2), TEST, 60, 1, 0));
        calls.put("LayerTopology", () -> LayerTopology.barcodes(states, StateScaler.fit(states.layers(), 8, 1)));
        calls.put("LinearProbe", () -> LinearProbe.fit(states.last(), TEST).accuracy(states.last(), TEST));
        calls.put("PrincipalComponents", () -> PrincipalComponents.fit(states.last(), 2).explained(states.first()));
        calls.put("OperatorEdit.forget", () -> OperatorEdit.forget(surrogate, POINTS, 2).report(TEST).table());
        calls.put("published rule", () -> OperatorEdit.forget(surrogate, surrogates.train(), EditRule.runnerUp(3, 1e-3), 1)
                .edited().close());
        calls.put("ForgettingStudy.doses", () -> ForgettingStudy.doses(OperatorEdit.forget(surrogate, surrogates.train(),
                EditRule.runnerUp(3, 1e-3), 1), TEST, 0, 0.5, 1));
        calls.put("Alternative.table", NativeArraysTest::compareAlternatives);
        calls.put("ForgettingComparison", NativeArraysTest::judgeAlternatives);
        calls.put("ClassProbe", () -> ClassProbe.ofSteps(surrogate, POINTS.train(), TEST, 2, 3, 0));
        calls.put("ClassProbe.ofLayers", () -> ClassProbe.ofLayers(network, POINTS.train(), TEST, 2, 0));
        calls.put("Relearning.bySteps", () -> relearn(Classifier.of(surrogate)));
        calls.put("CenteredKernelAlignment", () -> CenteredKernelAlignment.of(states.first(), states.last()));
        calls.put("Figures.film", () -> Figures.film(surrogate, TEST));
        calls.put("Figures.film of layers", () -> Figures.film(states, PrincipalComponents.fit(states.last(), 2)));
        calls.put("Turntable", () -> Turntable.of(TEST, states.last(), PrincipalComponents.fit(states.last(), 3)));
        return calls;
    }

    private static void explainBlock() {
        try (var own = Surrogates.of(DjlNetwork.of(BLOCK, new Shape(2), 1, 3), POINTS.train())) {
            own.dmd().report(TEST);
        }
    }

    /** Something to do with a file. */
    private interface Use {
        void on(Path file) throws IOException;
    }

    private static void kept(Use use) {
        try {
            Path file = Files.createTempFile("kept", ".safetensors");
            use.on(file);
            Files.delete(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void thereAndBack() {
        try (NDArray z = surrogate.observables(states.first()); NDArray end = surrogate.operator().advance(z);
                NDArray back = surrogate.autoencoder().decode(end)) {
            back.getShape();
        }
    }

    private static void compareAlternatives() {
        List<Alternative> ways = List.of(Alternative.mask(surrogate, 2), Alternative.editHead(network, POINTS.train(), 2),
                Alternative.edit(surrogate, surrogates.train(), EditRule.runnerUp(3, 1e-3), 2),
                Alternative.tune(network, POINTS.train(), 2, rest -> network.tuned(rest, PLAN, 0, Progress.silent())));
        Alternative.table(ways, POINTS.train(), TEST);
        ways.forEach(Alternative::close);
    }

    private static void judgeAlternatives() {
        Samples others = POINTS.train().withoutClass(2);
        List<ResidualMlp> retrained = IntStream.range(0, 3).mapToObj(seed ->
                ResidualMlp.train(others, 10, 5, PLAN.withEpochs(5), seed, Progress.silent())).toList();
        try (RetrainedReference reference = RetrainedReference.of(2, TEST, retrained)) {
            ForgettingComparison.of(List.of(Alternative.mask(surrogate, 2)), network, reference, POINTS.train(), 0).table();
        }
        retrained.forEach(ResidualMlp::close);
    }

    private static void relearn(Classifier model) {
        try (Answers known = model.answers(POINTS.train()); Answers seen = model.answers(TEST)) {
            Relearning.bySteps(model, known, seen, 2, 0, 3);
        }
    }

    private static Stream<String> names() {
        return calls().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void leavesNoArrayBehind(String name) throws Exception {
        Runnable call = calls().get(name);
        call.run(); // classes are loaded, constants made
        long before = reached();
        call.run();
        long after = reached();
        for (int wait = 0; wait < 20 && after > before; wait++) { // a thread that is ending holds what it had last
            Thread.sleep(50);
            after = reached();
        }
        assertTrue(after <= before, before + " arrays before, " + after + " after");
    }

    /** Returns how many native arrays are reached, after a full collection. */
    private static long reached() throws Exception {
        Object histogram = ManagementFactory.getPlatformMBeanServer().invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram", new Object[] {null},
                new String[] {String[].class.getName()});
        return Arrays.stream(String.valueOf(histogram).split("\n")).filter(line -> line.contains("engine.PtNDArray"))
                .mapToLong(line -> Long.parseLong(line.trim().split("\\s+")[1])).sum();
    }

    private static void forecasts() {
        try (var regression = RegressionNetwork.fit(surrogates, SETTINGS, PLAN, 0, Progress.silent())) {
            LayerForecasts.of(surrogates, POINTS.validation(), TEST, 15, 0).with("autoencoder", surrogate, surrogates)
                    .with("two layers", regression).table();
        }
    }

    private static void fewNumbers() {
        for (Observables each : List.of(Observables.randomFeatures(20, 1), Observables.gaussian(15, 1, 1))) {
            try (var few = surrogates.leastSquares(each, Regression.reducedRank(2, 1e-6));
                    NDArray x = surrogates.first().apply(states.first());
                    NDArray numbers = few.leastSquares().coordinates(x); NDArray first = few.leastSquares().journeyBy(0)) {
                few.leastSquares().shares();
            }
        }
    }

    private static void ends(BiConsumer<NDArray, NDArray> question) {
        try (NDArray x = surrogate.observables(states.first()); NDArray y = surrogate.lastObservables(states.last())) {
            question.accept(x, y);
        }
    }
}
