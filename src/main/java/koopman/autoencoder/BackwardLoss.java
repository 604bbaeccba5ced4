// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.stream.Stream;
import koopman.training.Computation;

/**
 * Consistency backward in time: |enc(y) P^-1 − enc(x)|², its mean over batch and features, with P^-1 = exp(−A)^T. The linear
 * loss asks the same of the way there.
 *
 * <p>Published are a second learned matrix D for the way back, a loss of its decoded states |dec(enc(y) D) − x|², and a penalty
 * on C D − I and D C − I, their leading blocks, for C the way there. A generator has its exact inverse, so that there is no D to
 * learn and nothing to penalise; and the loss is of observables, so that the decoder takes no part.
 *
 * <p>Source: Azencot, Erichson, Lin, Mahoney, <i>Forecasting sequential data using consistent Koopman autoencoders</i>, arXiv
 * 2003.02236 (2020), section 4.
 *
 * @param weight λ
 */
record BackwardLoss(double weight) implements LossTerm {

    public BackwardLoss {
        LossTerm.requireWeight("backward", weight);
    }

    @Override
    public List<String> names() {
        return List.of("backward");
    }

    @Override
    public Stream<LossTerm> settled(Trajectory whole, AutoencoderSettings settings) {
        if (!settings.operator().isContinuous()) {
            throw new IllegalArgumentException("operator (" + settings.operator() + ") must be exponential or eigen for the way"
                    + " back: others need not have an inverse");
        }
        return Stream.of(this);
    }

    @Override
    public NDList losses(Journey journey) {
        int steps = journey.settings().steps();
        NDArray back = journey.settings().operator().advance(journey.parameters(), journey.encodedY(), -steps, steps);
        return new NDList(Computation.times(back.sub(journey.encodedX()).square().mean(), weight));
    }

    @Override
    public String toString() {
        return "backward " + weight;
    }
}
