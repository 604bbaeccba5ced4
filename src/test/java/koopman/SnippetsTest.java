// SPDX-License-Identifier: Apache-2.0
package koopman;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import koopman.autoencoder.LayerTimes;
import koopman.autoencoder.LeastSquares;
import koopman.autoencoder.LossTerm;
import koopman.autoencoder.Observables;
import koopman.autoencoder.Regression;
import koopman.autoencoder.Spectrum;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.Splits;
import koopman.data.YinYang;
import koopman.figure.Figure;
import koopman.figure.Figures;
import koopman.measure.Comparison;
import koopman.measure.LayerProbes;
import koopman.network.DjlNetwork;
import koopman.network.DjlTraining;
import koopman.network.KeptStates;
import koopman.network.LayerStates;
import koopman.network.OnnxGraph;
import koopman.network.OutsideNetwork;
import koopman.network.ResidualMlp;
import koopman.network.SoftmaxHead;
import koopman.network.TinyGraph;
import koopman.paper.Benchmark;
import koopman.paper.Experiment;
import koopman.paper.Findings;
import koopman.paper.Reproduction;
import koopman.paper.Settings;
import koopman.paper.Size;
import koopman.representation.LinearProbe;
import koopman.representation.PrincipalComponents;
import koopman.representation.StateScaler;
import koopman.system.SlowManifold;
import koopman.system.StateBox;
import koopman.system.StatePairs;
import koopman.topology.Barcode;
import koopman.topology.PersistentHomology;
import koopman.training.Progress;
import koopman.training.Schedule;
import koopman.training.Seeds;
import koopman.training.TrainingPlan;
import koopman.unlearning.Alternative;
import koopman.unlearning.ForgettingComparison;
import koopman.unlearning.ForgettingReport;
import koopman.unlearning.OperatorEdit;
import koopman.unlearning.RetrainedReference;
import koopman.widget.Button;
import koopman.widget.IntSlider;
import koopman.widget.Interact;
import koopman.widget.VBox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** Runs the code that stands in the descriptions of the packages, and holds these and README's against what is compiled. */
class SnippetsTest {

    private static final Splits ALL = YinYang.splits(0, 300);
    private static Splits data;
    private static ResidualMlp network;
    private static Surrogates surrogates;
    private static Surrogate surrogate;

    @BeforeAll
    static void make() {
        data = new Splits(ALL.train().first(400), ALL.validation().first(200), ALL.test());
        network = ResidualMlp.train(data.train(), 10, 2, TrainingPlan.momentum(60, 64, 1e-2), 0, Progress.silent());
        surrogates = Surrogates.of(network, data.train());
        surrogate = surrogates.autoencoder(surrogates.settings(), surrogates.plan().withEpochs(40), 0, Progress.silent());
    }

    @AfterAll
    static void free() {
        surrogates.close();
        network.close();
    }

    @Test
    void dataAreSplit() {
        float[][] features = {{0, 1}, {1, 0}, {2, 1}, {0, 2}, {1, 1}, {2, 0}, {0, 0}, {2, 2}, {1, 2}, {3, 3}};
        int[] labels = {0, 1, 1, 0, 0, 1, 0, 1, 0, 1};
        List<String> texts = IntStream.range(0, 10).mapToObj(i -> "text " + i).toList();
        // snippet data
        Splits mine = Splits.of("my data", List.of("no", "yes"), features, labels, 0.6, 0.2, 0);
        Splits points = YinYang.splits(0);   // or ImageFiles.MNIST.splits()
        Splits said = Splits.ofTexts("what was said", List.of("no", "yes"), texts, labels, 0.6, 0.2, 0);
        // end
        assertEquals(2, mine.test().size());
        assertEquals(6, said.train().texts().size());
        assertEquals(5_000, points.train().size());
    }

    @Test
    void aModelOfDjlIsANetwork(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("mine.onnx"), TinyGraph.bytes());
        Model model = Model.newInstance("mine");
        // snippet network
        var block = new SequentialBlock().add(Linear.builder().setUnits(16).build()).add(Activation::relu)
                .add(Linear.builder().setUnits(16).build()).add(Activation::relu).add(Linear.builder().setUnits(3).build());
        model.setBlock(block);
        DjlTraining.fit(block, new Shape(2), data.train(), TrainingPlan.momentum(50, 64, 1e-1), 0);
        var network = DjlNetwork.of(model, new Shape(2), 1, 3);   // states after children 1 and 3, head from there
        double accuracy = network.accuracy(data.test());

        byte[] open = OnnxGraph.read(file).exposing("/fc1/Relu_output_0").bytes();   // any runtime gives this beside the answer
        var kept = KeptStates.of("mine", "v1", part -> run(open, part));   // a sample's states are asked for once
        var head = SoftmaxHead.fit(kept.of(data.train()), kept.of(data.validation()), 0);
        var outside = OutsideNetwork.of(kept, head);   // a network like the others
        // end
        assertTrue(accuracy > 0.5, String.valueOf(accuracy));
        assertTrue(outside.accuracy(data.test()) > 0.4, outside.toString());
        assertTrue(open.length > TinyGraph.bytes().length);
        model.close();
        head.close();
    }

    /** Stands for a runtime: of a point, its two numbers and then their squares. */
    private static float[][][] run(byte[] model, Samples part) {
        float[][] points = IntStream.range(0, part.size()).mapToObj(part::input).toArray(float[][]::new);
        float[][] squares = Arrays.stream(points).map(p -> new float[] {p[0] * p[0], p[1] * p[1]}).toArray(float[][]::new);
        return new float[][][] {points, squares};
    }

    @Test
    void aSurrogateIsMadeAskedAndKept(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("surrogate.safetensors");
        // snippet autoencoder
        try (var surrogates = Surrogates.of(network, data.train())) {
            Surrogate surrogate = surrogates.autoencoder(0);   // settings and plan that suit the sizes, seed 0
            System.out.println(surrogate.report(data.test()));
            System.out.println(surrogates.dmd().report(data.test()));   // the dullest way
            System.out.println(surrogates.leastSquares(Observables.randomFeatures(300, 0),
                    Regression.reducedRank(4, 1e-8)).report(data.test()));   // forecast from four numbers
            System.out.println(surrogates.autoencoder(surrogates.settings().plus(LossTerm.answers(0.5))
                    .plus(LossTerm.path(1, LayerTimes.equal())), surrogates.plan(), 0).report(data.test()));   // through all layers
            surrogate.save(file);
        }
        Surrogate again = Surrogate.load(file, network);
        // end
        assertTrue(again.agreement(data.test()) > 0.5);
        again.close();
    }

    @Test
    void aClassIsForgotten() {
        var plan = TrainingPlan.momentum(20, 64, 1e-2);
        List<ResidualMlp> retrained = new Seeds(0, 3).each(seed -> ResidualMlp.train(data.train().withoutClass(2), 6, 2, plan,
                seed));
        List<Alternative> ways = List.of(Alternative.mask(surrogate, 2));
        // snippet unlearning
        OperatorEdit edit = OperatorEdit.forget(surrogate, data, 2);   // chosen on validation samples
        ForgettingReport report = edit.report(data.test());
        Surrogate edited = edit.edited();   // the original stays
        try (var reference = RetrainedReference.of(2, data.test(), retrained)) {   // three networks at least
            Table table = ForgettingComparison.of(ways, network, reference, data.train(), 0).table();
        }
        // end
        assertTrue(report.target() <= report.before(2));
        assertEquals(surrogate.operator().size(), edited.operator().size());
    }

    @Test
    void surrogatesAreCompared() {
        // snippet measure
        Comparison comparison = Comparison.on(data.test())
                .with("one matrix", List.of(surrogates.dmd()))
                .with("300 random features", new Seeds(0, 3).each(seed -> surrogates.edmd(300, 1e-6, seed)));
        double[] byLayer = LayerProbes.accuracies(network, data);
        // end
        assertEquals(2, comparison.rows().size());
        assertEquals(3, byLayer.length);
    }

    @Test
    void layersAreBroughtToCommonGround() {
        // snippet representation
        try (LayerStates states = network.states(data.train())) {
            StateScaler scaler = StateScaler.fit(states.layers(), 5, 1).get(0);   // of x_0, 5 components
            double kept = PrincipalComponents.fit(states.last(), 2).explained();
            double straight = LinearProbe.fit(states.last(), data.train()).accuracy(states.last(), data.train());
        }
        // end
    }

    @Test
    void aMotionIsMadeStraight() {
        NDManager manager = NDManager.newBaseManager();
        // snippet system
        var bent = new SlowManifold(-0.1, -1);                               // x' = a x, y' = b (y - x^2)
        StatePairs pairs = bent.pairs(StateBox.around(2, 1).draw(Split.TRAIN, 200, 0), 0.5);
        var fit = LeastSquares.fit(manager.create(pairs.from()), manager.create(pairs.to()),
                Observables.of("x^2", s -> new double[] {s[0] * s[0]}), Regression.full(0));
        double[] eigenvalues = Spectrum.of(fit.operator().journey()).real();   // of 1, x, x^2 and y
        // end
        assertEquals(Math.exp(-0.5), eigenvalues[3], 1e-12);
        fit.close();
        manager.close();
    }

    @Test
    void aPlanTrains() {
        // snippet training
        TrainingPlan plan = TrainingPlan.momentum(20, 128, 1e-2).with(Schedule.BY_EPOCH).withClipNorm(1);
        ResidualMlp network = ResidualMlp.train(data.train(), 10, 2, plan, 0);
        double[] loss = network.curve().loss();
        // end
        assertEquals(20, loss.length);
        network.close();
    }

    @Test
    void aCloudHasABarcode() {
        double[][] points = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};
        // snippet topology
        Barcode barcode = PersistentHomology.upTo(1).ofPoints(points);
        int loops = barcode.betti(1, 1.2);
        // end
        assertEquals(1, loops);
    }

    @Test
    void aSurrogateIsAFilm(@TempDir Path folder) {
        Path file = folder.resolve("film.png");
        // snippet figure
        Figure film = Figures.film(surrogate, data.test());
        film.save(file);
        // end
        assertTrue(Files.exists(file));
    }

    @Test
    void anExperimentIsRunAgain() {
        // snippet paper
        Settings settings = Benchmark.YIN_YANG.settings(Size.QUICK);
        Findings findings = Reproduction.of(Benchmark.YIN_YANG, settings, new Seeds(0, 1),
                EnumSet.of(Experiment.NETWORK), null);
        // end
        assertEquals(6, findings.list().size());
    }

    @Test
    void aSliderIsFollowed() {
        // snippet widget
        var step = IntSlider.of("step", 0, 100).value(10).layout("width", "60%");
        step.onChange(value -> System.out.println("now " + value));
        var reset = Button.of("Reset").onClick(() -> step.value(0));
        var squares = Interact.of(step, value -> "the square of " + value + " is " + value * value);
        VBox page = VBox.of(squares, reset);   // shown as the value of a cell
        // end
        reset.click();
        assertEquals(0, step.value());
        assertEquals(2, page.children().size());
    }

    @Test
    void thePackagesDescriptionsHoldThisCode() throws IOException {
        Map<String, String> compiled = compiled();
        assertEquals(12, compiled.size());
        for (var snippet : compiled.entrySet()) {
            String page = Files.readString(Path.of("src/main/java/koopman", snippet.getKey(), "package-info.java"));
            Matcher shown = Pattern.compile("<pre>\\{@code\n(.*?) \\* }</pre>", Pattern.DOTALL).matcher(page);
            assertTrue(shown.find(), snippet.getKey() + " shows no code");
            assertEquals(snippet.getValue(), shown.group(1).lines().map(line -> line.replaceFirst("^ \\* ?", ""))
                    .collect(Collectors.joining("\n")), snippet.getKey());
        }
    }

    /** Returns the code between the marks of this file by the package that shows it, without its indentation. */
    private static Map<String, String> compiled() throws IOException {
        String source = Files.readString(Path.of("src/test/java/koopman/SnippetsTest.java"));
        Matcher marked = Pattern.compile(" {8}// snippet (\\w+)\n(.*?) {8}// end\n", Pattern.DOTALL).matcher(source);
        var found = new LinkedHashMap<String, String>();
        while (marked.find()) {
            found.put(marked.group(1), marked.group(2).lines().map(line -> line.substring(Math.min(8, line.length())))
                    .collect(Collectors.joining("\n")));
        }
        return found;
    }

    /** The lines of README are those of the project in src/test/consumer, which the tests of the whole compile and run. */
    @Test
    void readmesLinesAreThoseOfTheOtherProject() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String shown = readme.substring(readme.indexOf("```java\n") + 8, readme.indexOf("```", readme.indexOf("```java\n") + 8));
        String other = Files.readString(Path.of("src/test/consumer/src/main/java/Mine.java"));
        String flat = Arrays.stream(other.split("\n")).map(String::strip).collect(Collectors.joining("\n"));
        assertTrue(flat.contains(Arrays.stream(shown.split("\n")).map(String::strip).collect(Collectors.joining("\n"))), shown);
    }
}
