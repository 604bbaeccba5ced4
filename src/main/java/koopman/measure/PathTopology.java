// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.representation.LinearAlgebra;
import koopman.topology.Barcode;
import koopman.topology.BettiCurve;
import koopman.topology.PersistentHomology;

/**
 * How near a surrogate's path passes to the layers in their connected components: the relative distance of the Betti-0 curve
 * of what stands for a layer to that of the layer, ∫ |β − β'| / ∫ β over the scales at which the layer's own components join.
 *
 * @param surrogate for x_0 to x_B, of the decoded step at the layer's stop
 * @param straight of the point of the straight line from x_0 to x_B
 * @param reconstruction of the layer's own encoding, decoded
 */
public record PathTopology(double[] surrogate, double[] straight, double[] reconstruction) {

    private static final int MOST_POINTS = 500; // components are pairs' distances, which grow with the square
    private static final int SCALES = 200;

    /**
     * Returns the distances at the stops and points at which a fidelity was measured, on the first 500 samples at most.
     *
     * @param ground what the surrogate was fitted to
     */
    public static PathTopology of(Surrogate surrogate, Surrogates ground, Samples samples, PathFidelity fidelity) {
        Samples some = samples.first(Math.min(MOST_POINTS, samples.size()));
        try (var path = PathBesideLayers.of(surrogate, ground, some)) {
            return new PathTopology(distances(path, layer -> path.step(fidelity.stops()[layer])),
                    distances(path, layer -> path.between(fidelity.shares()[layer])), distances(path, path::reconstructed));
        }
    }

    private static double[] distances(PathBesideLayers path, IntFunction<NDArray> ofLayer) {
        return IntStream.range(0, path.count()).mapToDouble(layer -> {
            try (NDArray found = ofLayer.apply(layer)) {
                return distance(components(path.layer(layer)), components(found));
            }
        }).toArray();
    }

    private static Barcode components(NDArray points) {
        return PersistentHomology.upTo(0).ofPoints(LinearAlgebra.toJava(points));
    }

    private static double distance(Barcode layer, Barcode found) {
        double end = Arrays.stream(layer.deaths(0)).filter(Double::isFinite).max().orElse(0);
        double[] scales = BettiCurve.scales(end, SCALES);
        return layer.bettiCurve(0, scales).relativeDistance(found.bettiCurve(0, scales));
    }
}
