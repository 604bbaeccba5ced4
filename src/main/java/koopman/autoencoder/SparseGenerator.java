// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import java.util.List;
import java.util.stream.Stream;
import koopman.training.Computation;
import koopman.training.Parameters;

/**
 * The sum of the magnitudes of a generator's entries, λ Σ |A_ij|, of which many become exactly 0: an observable then drives few
 * others. All entries count, the diagonal too: A starts at the identity, and at A = 0 nothing moves.
 *
 * <p>It has no part in the gradient. After each step of the optimiser, at rate η, all entries are drawn to 0 by η λ and stop
 * there, which is the proximal step of the sum; as with weight decay in AdamW, the optimiser's own scales do not touch it. As a
 * step of AdamW may move an entry by η whatever its gradient, λ acts by its size against 1.
 *
 * <p>Source: Miñoza, <i>SPIKE: sparse Koopman regularization for physics-informed neural networks</i>, arXiv 2601.10282 (2026).
 *
 * @param weight λ
 */
record SparseGenerator(double weight) implements LossTerm {

    private static final String GENERATOR = "operator.generator";

    public SparseGenerator {
        LossTerm.requireWeight("sparse", weight);
    }

    @Override
    public List<String> names() {
        return List.of("sparse");
    }

    @Override
    public Stream<LossTerm> settled(Trajectory whole, AutoencoderSettings settings) {
        if (!(settings.operator() instanceof OperatorForm.Exponential)) {
            throw new IllegalArgumentException("operator (" + settings.operator() + ") must be exponential for a sparse"
                    + " generator: others learn none, or one of blocks");
        }
        return Stream.of(this);
    }

    @Override
    public NDList losses(Journey journey) {
        NDArray generator = journey.parameters().get(GENERATOR).stopGradient();
        return new NDList(Computation.times(generator.abs().sum(), weight));
    }

    @Override
    public void afterStep(Parameters parameters, double rate) {
        NDArray generator = parameters.arrays().get(GENERATOR);
        NDArray left = generator.abs().subi(rate * weight).maximum(0);
        generator.set(new NDIndex(":"), generator.sign().muli(left));
    }

    @Override
    public String toString() {
        return "sparse " + weight;
    }
}
