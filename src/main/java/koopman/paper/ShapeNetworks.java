// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import koopman.autoencoder.Surrogate;
import koopman.data.Samples;
import koopman.data.Splits;
import koopman.measure.ShapeRulers;
import koopman.measure.ShapeStudy;
import koopman.network.DjlNetwork;
import koopman.network.DjlTraining;
import koopman.network.LayeredNetwork;
import koopman.training.Progress;
import koopman.training.Seeds;

/**
 * The networks whose layers are asked for the shapes of the classes: the one of all else, others as deep or as wide, plain ones
 * without skips and norms; and the steps of surrogates. The rulers are chosen once on validation inputs. Where samples are drawn,
 * each seed's model is measured on test samples of its own draw.
 */
final class ShapeNetworks {

    private static final List<Integer> OTHER_BLOCKS = List.of(2, 10);
    private static final List<Integer> OTHER_WIDTHS = List.of(5, 30);

    private final Benchmark benchmark;
    private final Splits splits;
    private final Settings settings;
    private final Seeds seeds;
    private final Path folder;
    private final List<ShapeRulers> rulers;

    ShapeNetworks(Benchmark benchmark, Splits splits, Settings settings, Seeds seeds, Path folder) {
        this.benchmark = benchmark;
        this.splits = splits;
        this.settings = settings.withOwnNetwork();
        this.seeds = seeds;
        this.folder = folder;
        int[][] betti = benchmark.betti();
        this.rulers = betti.length == 0 ? List.of() : settings.studies().shapePoints().stream()
                .map(points -> ShapeRulers.of(splits.validation(), points, betti)).toList();
    }

    List<ShapeRulers> rulers() {
        return rulers;
    }

    /** Hands each kind's run over; of samples whose shape is not known there is one kind, for how the classes part. */
    void each(Consumer<ShapeRun> taker) {
        kinds(benchmark, settings).forEach(sizes -> taker.accept(residual(sizes)));
        if (!rulers.isEmpty()) {
            taker.accept(plain("relu", Activation::relu));
            taker.accept(plain("tanh", Activation::tanh));
            surrogates(taker);
        }
    }

    /** Returns the settings of each kind of residual network that is asked, those given first. */
    static List<Settings> kinds(Benchmark benchmark, Settings given) {
        var all = new ArrayList<>(List.of(given));
        if (benchmark.betti().length > 0) {
            OTHER_BLOCKS.stream().filter(blocks -> blocks != given.blocks()).map(given::withBlocks).forEach(all::add);
            OTHER_WIDTHS.stream().filter(width -> width != given.width()).map(given::withWidth).forEach(all::add);
        }
        return all;
    }

    private ShapeRun residual(Settings sizes) {
        try (var models = new KeptModels(splits, sizes, seeds, folder)) {
            return new ShapeRun("residual, " + sizes.blocks() + " blocks of width " + sizes.width(), sizes.equals(settings),
                    models.ofNetworks(network -> measured(network, network.provenance().seed())));
        }
    }

    private ShapeRun plain(String name, UnaryOperator<NDList> activation) {
        return new ShapeRun("plain, " + name + ", " + settings.blocks() + " layers of width " + settings.width(), false,
                seeds.each(settings.sideBySide(), seed -> measured(plain(activation, seed), seed)));
    }

    private LayeredNetwork plain(UnaryOperator<NDList> activation, long seed) {
        var block = new SequentialBlock();
        for (int layer = 0; layer < settings.blocks(); layer++) {
            block.add(linear(settings.width())).add(activation);
        }
        block.add(linear(splits.train().classes().size()));
        var input = new Shape(splits.train().features());
        DjlTraining.fit(block, input, splits.train(), settings.studies().plainNetwork(), seed, Progress.silent());
        return DjlNetwork.of(block, input, IntStream.range(0, settings.blocks()).map(layer -> 2 * layer + 1).toArray());
    }

    private static Block linear(int units) {
        return Linear.builder().setUnits(units).build();
    }

    private void surrogates(Consumer<ShapeRun> taker) {
        String name = "surrogates of seed " + seeds.first() + "'s residual network";
        try (var models = new KeptModels(splits, settings, seeds, folder)) {
            List<Surrogate> all = models.autoencoders(settings.ownAutoencoder(), settings.ownFit());
            taker.accept(surrogates(name, all, ShapeStudy::of));
            taker.accept(surrogates(name + ", before decoding", all, ShapeStudy::ofObservables));
        }
    }

    /** How the shapes of a surrogate's journey are studied. */
    private interface Study {

        ShapeStudy of(Surrogate surrogate, Samples samples, List<ShapeRulers> rulers);
    }

    private ShapeRun surrogates(String name, List<Surrogate> all, Study study) {
        return new ShapeRun(name, true, IntStream.range(0, all.size()).mapToObj(i -> {
            Splits drawn = drawn(seeds.list().get(i));
            return ShapeRun.Measured.of(study.of(all.get(i), drawn.test(), rulers), all.get(i)::accuracy, drawn);
        }).toList());
    }

    private ShapeRun.Measured measured(LayeredNetwork network, long seed) {
        Splits drawn = drawn(seed);
        return ShapeRun.Measured.of(ShapeStudy.of(network, drawn.test(), rulers), network::accuracy, drawn);
    }

    /** Returns the splits with test samples of the seed's own, if they are drawn. */
    private Splits drawn(long seed) {
        Samples test = benchmark.isDrawn() ? benchmark.splits(seed, settings.sampling()).test() : splits.test();
        return new Splits(splits.train(), splits.validation(), test);
    }
}
