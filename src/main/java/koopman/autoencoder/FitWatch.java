// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import koopman.network.LayerStates;
import koopman.training.Computation;
import koopman.training.NativeMemory;
import koopman.training.Objective;
import koopman.training.Parameters;

/**
 * What the fit of an autoencoder leaves unexplained of the preprocessed last states by its forecast (FVU), epoch by epoch: of
 * samples that it is fitted to and of as many others. Where the first falls and the second rises, the fit learns its samples by
 * heart; the loss does not tell.
 *
 * <pre>{@code
 * var watch = surrogates.watch(data.validation());
 * var surrogate = surrogates.autoencoder(settings, plan, 0, watch);
 * watch.best();       // after so many epochs the validation samples were forecast best
 * }</pre>
 *
 * <p>A watch tells of the fit that it saw last. Watching changes nothing in the fit.
 */
public final class FitWatch {

    private final Surrogates ground;
    private final NativeMemory memory = new NativeMemory("the watched samples");
    private final NDList fitted; // x and y, (M, p)
    private final NDList unseen;
    private final List<double[]> epochs = new ArrayList<>(); // FVU of the fitted and of the unseen

    FitWatch(Surrogates ground, LayerStates others) {
        this.ground = ground;
        unseen = kept(others, others.samples().size());
        fitted = kept(ground.train(), Math.min(others.samples().size(), ground.train().samples().size()));
    }

    private NDList kept(LayerStates states, int rows) {
        var some = new NDIndex().addSliceDim(0, rows);
        NDList ends = Computation.results(memory.manager(), () -> new NDList(ground.first().apply(states.first().get(some)),
                ground.last().apply(states.last().get(some))));
        return new NDList(ends.stream().map(memory::keep).toList());
    }

    /** Returns the losses of a fit by these surrogates as ones that this is told of. */
    Objective over(Surrogates fitting, KoopmanLoss loss) {
        if (fitting != ground) {
            throw new IllegalArgumentException("watch (of " + ground
                    + ") must be one of the surrogates that fit: ask them for it");
        }
        epochs.clear();
        return new Watched(loss);
    }

    private final class Watched implements Objective {

        private final KoopmanLoss loss;

        Watched(KoopmanLoss loss) {
            this.loss = loss;
        }

        @Override
        public List<String> names() {
            return loss.names();
        }

        @Override
        public NDList terms(Map<String, NDArray> parameters, NDList batch) {
            return loss.terms(parameters, batch);
        }

        @Override
        public void afterStep(Parameters parameters, double rate) {
            loss.afterStep(parameters, rate);
        }

        @Override
        public void afterEpoch(Parameters parameters) {
            epochs.add(new double[] {unexplained(parameters, loss.settings(), fitted),
                unexplained(parameters, loss.settings(), unseen)});
        }
    }

    private static double unexplained(Parameters parameters, AutoencoderSettings settings, NDList ends) {
        try (NDArray share = Computation.unattached(() -> {
            Map<String, NDArray> arrays = parameters.arrays();
            NDArray advanced = settings.operator().advance(arrays, Layers.encode(arrays, ends.get(0)), settings.steps(),
                    settings.steps());
            return LossReport.fvu(Layers.decode(arrays, advanced), ends.get(1)).toType(DataType.FLOAT64, true);
        })) {
            return share.getDouble();
        }
    }

    /** Returns what is unexplained of samples that the fit knows, by epoch: 0 is perfect, 1 is what their mean would do. */
    public double[] fitted() {
        return epochs.stream().mapToDouble(epoch -> epoch[0]).toArray();
    }

    /** Returns what is unexplained of the others, by epoch. */
    public double[] unseen() {
        return epochs.stream().mapToDouble(epoch -> epoch[1]).toArray();
    }

    /** Returns after how many epochs least was unexplained of the others; 0 if no fit was seen. */
    public int best() {
        return IntStream.range(0, epochs.size()).boxed().min((a, b) -> Double.compare(epochs.get(a)[1], epochs.get(b)[1]))
                .map(epoch -> epoch + 1).orElse(0);
    }

    @Override
    public String toString() {
        if (epochs.isEmpty()) {
            return "no fit seen yet";
        }
        double[] end = epochs.get(epochs.size() - 1);
        return String.format(Locale.ROOT, "unexplained after %d epochs: %.2f of what was fitted, %.2f of other samples; the least"
                + " of these was %.2f, after %d", epochs.size(), end[0], end[1], epochs.get(best() - 1)[1], best());
    }
}
