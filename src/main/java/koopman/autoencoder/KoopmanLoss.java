package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import koopman.training.Computation;
import koopman.training.Objective;
import koopman.training.Parameters;

/**
 * The four losses of a Koopman autoencoder, for first states x and last states y of the same samples, both (B, p), and
 * the journey P:
 *
 * <p>reconstruction, the mean of |dec(enc(x)) − x|² and |dec(enc(y)) − y|²; linear |enc(x) P − enc(y)|²; state |dec(enc(x) P) − y|²;
 * isometry of x and of y. Means run over batch and features, or over all pairs.
 *
 * <p>x and y are encoded together and all three things that are decoded are decoded together; a loss of weight 0 is not
 * computed.
 *
 * <p>Source: Aswani and Jabari, arXiv 2505.12809 (2025), section 3.
 */
record KoopmanLoss(AutoencoderSettings settings) implements Objective {

    static final List<String> NAMES = List.of("reconstruction", "linear", "state", "isometry");

    @Override
    public List<String> names() {
        return NAMES;
    }

    @Override
    public NDList terms(Map<String, NDArray> parameters, NDList batch) {
        LossWeights weights = settings.weights();
        Journey journey = Journey.of(parameters, settings, batch.get(0), batch.get(1));
        var terms = new ArrayList<NDArray>();
        terms.add(Computation.times(journey.reconstruction(), weights.reconstruction()));
        terms.add(Computation.times(journey.linear(), weights.linear()));
        terms.add(Computation.times(journey.state(), weights.state()));
        terms.add(weights.isometry() == 0 ? zero(batch) : Computation.times(journey.isometry(), weights.isometry()));
        return new NDList(terms);
    }

    @Override
    public void afterStep(Parameters parameters, double rate) {
        settings.operator().keepBounds(parameters);
    }

    private static NDArray zero(NDList batch) {
        NDArray rows = batch.head();
        return rows.getManager().zeros(new Shape(), rows.getDataType());
    }

    /** What a batch becomes on its way: all that the losses compare. */
    record Journey(NDArray x, NDArray y, NDArray encodedX, NDArray encodedY, NDArray advanced, NDArray decodedX,
            NDArray decodedY, NDArray forecast) {

        static Journey of(Map<String, NDArray> parameters, AutoencoderSettings settings, NDArray x, NDArray y) {
            NDArray encoded = Layers.encode(parameters, x.concat(y, 0)); // (2 B, m)
            NDArray advanced = settings.operator().advance(parameters, first(encoded), settings.steps(), settings.steps());
            NDList decoded = Layers.decode(parameters, encoded.concat(advanced, 0)).split(3, 0); // 3 of (B, p)
            return new Journey(x, y, first(encoded), second(encoded), advanced, decoded.get(0), decoded.get(1),
                    decoded.get(2));
        }

        private static NDArray first(NDArray pair) {
            return pair.get(new NDIndex().addSliceDim(0, pair.size(0) / 2));
        }

        private static NDArray second(NDArray pair) {
            return pair.get(new NDIndex().addSliceDim(pair.size(0) / 2, pair.size(0)));
        }

        NDArray reconstruction() {
            return Computation.times(decodedX.sub(x).square().mean().add(decodedY.sub(y).square().mean()), 0.5);
        }

        NDArray linear() {
            return advanced.sub(encodedY).square().mean();
        }

        NDArray state() {
            return forecast.sub(y).square().mean();
        }

        NDArray isometry() {
            return Isometry.loss(List.of(encodedX, encodedY), List.of(x, y));
        }
    }
}
