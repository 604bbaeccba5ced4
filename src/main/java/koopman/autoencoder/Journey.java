// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import java.util.List;
import java.util.Map;
import koopman.training.Computation;

/**
 * What a batch becomes on its way from x, its first states, to y, its last: all that the losses compare. Observables are
 * (B, m), what is decoded (B, p).
 *
 * @param parameters the learned arrays by name
 * @param settings those of the autoencoder
 * @param rows the batch
 * @param encodedX enc(x)
 * @param encodedY enc(y)
 * @param advanced enc(x) P
 * @param decodedX dec(enc(x))
 * @param decodedY dec(enc(y))
 * @param forecast dec(enc(x) P)
 */
public record Journey(Map<String, NDArray> parameters, AutoencoderSettings settings, Trajectory rows, NDArray encodedX,
        NDArray encodedY, NDArray advanced, NDArray decodedX, NDArray decodedY, NDArray forecast) {

    /** x and y are encoded together, and all three things that are decoded are decoded together. */
    static Journey of(Map<String, NDArray> parameters, AutoencoderSettings settings, Trajectory rows) {
        NDArray encoded = Layers.encode(parameters, rows.first().concat(rows.last(), 0)); // (2 B, m)
        NDArray advanced = settings.operator().advance(parameters, first(encoded), settings.steps(), settings.steps());
        NDList decoded = Layers.decode(parameters, encoded.concat(advanced, 0)).split(3, 0); // 3 of (B, p)
        return new Journey(parameters, settings, rows, first(encoded), second(encoded), advanced, decoded.get(0),
                decoded.get(1), decoded.get(2));
    }

    private static NDArray first(NDArray pair) {
        return pair.get(new NDIndex().addSliceDim(0, pair.size(0) / 2));
    }

    private static NDArray second(NDArray pair) {
        return pair.get(new NDIndex().addSliceDim(pair.size(0) / 2, pair.size(0)));
    }

    NDArray reconstruction() {
        return Computation.times(decodedX.sub(rows.first()).square().mean().add(decodedY.sub(rows.last()).square().mean()), 0.5);
    }

    NDArray linear() {
        return advanced.sub(encodedY).square().mean();
    }

    NDArray state() {
        return forecast.sub(rows.last()).square().mean();
    }

    NDArray isometry() {
        return Isometry.loss(List.of(encodedX, encodedY), List.of(rows.first(), rows.last()));
    }
}
