package koopman.experiment;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import koopman.autoencoder.KoopmanAutoencoder;
import koopman.data.Samples;
import koopman.network.LayerStates;
import koopman.representation.LinearAlgebra;
import koopman.representation.StateScaler;
import koopman.topology.Barcode;
import koopman.topology.PersistentHomology;

/**
 * The connected components of a network's layers, and of the steps of surrogates of it, all of the same samples and in the
 * units of preprocessed states.
 *
 * @param layers the barcodes of dimension 0 of the layers, first to last
 * @param steps those of the decoded steps, from none to the whole journey in ten equal parts, for each surrogate
 */
public record ComponentCounts(List<Barcode> layers, List<List<Barcode>> steps) {

    private static final int PARTS = 10; // of the journey, as published

    static ComponentCounts of(Fit fit, List<KoopmanAutoencoder> autoencoders, Samples samples) {
        return new ComponentCounts(ofLayers(fit, samples),
                autoencoders.stream().map(each -> ofSteps(fit, each, samples)).toList());
    }

    /** Returns the barcodes of dimension 0 of each layer, first to last, after its preprocessing. */
    public static List<Barcode> ofLayers(Fit fit, Samples samples) {
        List<StateScaler> scalers = StateScaler.fit(fit.train().layers(), fit.last().components(), 1);
        try (LayerStates states = fit.network().states(samples)) {
            return IntStream.range(0, states.count())
                    .mapToObj(layer -> components(scalers.get(layer).apply(states.layer(layer)))).toList();
        }
    }

    /** Returns the barcodes of dimension 0 of the decoded steps after 0, 1, ..., 10 tenths of the journey. */
    public static List<Barcode> ofSteps(Fit fit, KoopmanAutoencoder autoencoder, Samples samples) {
        var steps = new ArrayList<Barcode>();
        try (LayerStates states = fit.network().states(samples); NDArray first = fit.first().apply(states.first());
                NDArray start = autoencoder.encode(first)) {
            for (int part = 0; part <= PARTS; part++) {
                try (NDArray journey = autoencoder.journey(part * autoencoder.steps() / PARTS);
                        NDArray moved = start.matMul(journey)) {
                    steps.add(components(autoencoder.decode(moved)));
                }
            }
        }
        return steps;
    }

    private static Barcode components(NDArray points) {
        try (points) {
            return PersistentHomology.upTo(0).ofPoints(LinearAlgebra.toJava(points));
        }
    }

    /** Adds the counts at the published scales: those of layers and of steps at both, so that they can be compared. */
    void addTo(Reproduction.Sink sink, Published published, int trainingSamples) {
        for (Published.Components at : List.of(published.layers(), published.steps()).stream().distinct().toList()) {
            double own = at.scaleOver(trainingSamples);
            String scale = String.format(Locale.ROOT, "components at scale %s%s: ", Math.round(1e4 * own) / 1e4,
                    own == at.scale() ? "" : " (as " + at.scale() + " over " + at.rows() + " samples)");
            for (int layer = 0; layer < layers.size(); layer++) {
                sink.add(Experiment.TOPOLOGY, scale + "layer " + layer, new int[] {0}, Spread.of(layers.get(layer).betti(0, own)),
                        at == published.layers() ? at.count(layer) : "");
            }
            for (int part = 0; part <= PARTS; part++) {
                int index = part;
                sink.add(Experiment.TOPOLOGY, scale + "step " + part + " of " + PARTS,
                        IntStream.range(0, steps.size()).toArray(),
                        Spread.of(steps.stream().mapToDouble(each -> each.get(index).betti(0, own))),
                        at == published.steps() ? at.count(part) : "");
            }
        }
    }
}
