// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.measure.ComponentCounts;
import koopman.measure.Spread;
import koopman.topology.Barcode;

/**
 * The published count of components, of layers and of the steps of surrogates.
 *
 * @param layers the barcodes of dimension 0 of the layers, first to last
 * @param steps those of the decoded steps, from none to the whole journey in ten equal parts, for each surrogate
 */
record ComponentRun(List<Barcode> layers, List<List<Barcode>> steps) {

    private static final int PARTS = 10; // of the journey, as published

    static ComponentRun of(Surrogates ground, List<Surrogate> surrogates, Samples samples) {
        return new ComponentRun(ComponentCounts.ofLayers(ground, samples),
                surrogates.stream().map(each -> ComponentCounts.ofSteps(each, samples, PARTS)).toList());
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
