// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import koopman.training.Computation;
import koopman.training.Objective;
import koopman.training.Parameters;

/**
 * The four losses of a Koopman autoencoder, for first states x and last states y of the same samples, both (B, p), and
 * the journey P:
 *
 * <p>reconstruction, the mean of |dec(enc(x)) − x|² and |dec(enc(y)) − y|²; linear |enc(x) P − enc(y)|²; state
 * |dec(enc(x) P) − y|²; isometry of x and of y. Means run over batch and features, or over all pairs. A loss of weight 0 is not computed.
 *
 * <p>Beside them stand the settings' further terms.
 *
 * <p>Source: Aswani and Jabari, arXiv 2505.12809 (2025), section 3.
 *
 * @param terms the further terms, settled on what is fitted to
 * @param rows how the arrays of a batch are read
 */
record KoopmanLoss(AutoencoderSettings settings, List<LossTerm> terms, Function<NDList, Trajectory> rows)
        implements Objective {

    static final List<String> NAMES = List.of("reconstruction", "linear", "state", "isometry");

    /** The losses of the two ends of a journey. */
    KoopmanLoss(AutoencoderSettings settings) {
        this(settings, List.of(), batch -> Trajectory.of(batch.get(0), batch.get(1)));
    }

    /** Returns the losses of a trajectory, whose arrays come in batches. */
    static KoopmanLoss of(AutoencoderSettings settings, Trajectory whole) {
        return new KoopmanLoss(settings, settings.terms().stream().flatMap(term -> term.settled(whole, settings)).toList(),
                whole::rows);
    }

    /** Returns when the states that are fitted to are due, by the learned arrays where they are learned. */
    double[] times(Map<String, NDArray> parameters, Trajectory whole) {
        return terms.stream().filter(PathLoss.class::isInstance).map(PathLoss.class::cast).findFirst()
                .map(path -> path.steps(parameters, whole, settings.steps()))
                .orElseGet(() -> new double[] {0, settings.steps()});
    }

    @Override
    public List<String> names() {
        return Stream.concat(NAMES.stream(), terms.stream().flatMap(term -> term.names().stream())).toList();
    }

    @Override
    public NDList terms(Map<String, NDArray> parameters, NDList batch) {
        LossWeights weights = settings.weights();
        Journey journey = Journey.of(parameters, settings, rows.apply(batch));
        var losses = new ArrayList<NDArray>();
        losses.add(Computation.times(journey.reconstruction(), weights.reconstruction()));
        losses.add(Computation.times(journey.linear(), weights.linear()));
        losses.add(Computation.times(journey.state(), weights.state()));
        losses.add(weights.isometry() == 0 ? zero(batch) : Computation.times(journey.isometry(), weights.isometry()));
        terms.forEach(term -> losses.addAll(term.losses(journey)));
        return new NDList(losses);
    }

    @Override
    public void afterStep(Parameters parameters, double rate) {
        settings.operator().keepBounds(parameters);
        terms.forEach(term -> term.afterStep(parameters, rate));
    }

    private static NDArray zero(NDList batch) {
        NDArray rows = batch.head();
        return rows.getManager().zeros(new Shape(), rows.getDataType());
    }
}
