// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import koopman.training.Computation;
import koopman.training.Parameters;

/**
 * The four losses for the states x_1 to x_(T-1) between the ends of a trajectory, with P_j the part of the journey after
 * which x_j is due: reconstruction |dec(enc(x_j)) − x_j|², linear |enc(x_0) P_j − enc(x_j)|², state |dec(enc(x_0) P_j) − x_j|²
 * and isometry of x_j, each the mean over these states. With the published losses, which are the case T = 1, they make the
 * multi-step loss.
 *
 * <p>Source: Otto and Rowley, <i>Linearly-Recurrent Autoencoder Networks for Learning Dynamics</i> (2019), section 3.
 *
 * @param weights how much each counts; one of weight 0 is not computed
 * @param times when the states are due
 */
record PathLoss(LossWeights weights, LayerTimes times) implements LossTerm {

    private static final String TIMES = "path.times";

    @Override
    public List<String> names() {
        var names = new LinkedHashMap<String, Double>();
        names.put("path reconstruction", weights.reconstruction());
        names.put("path linear", weights.linear());
        names.put("path state", weights.state());
        names.put("path isometry", weights.isometry());
        return names.keySet().stream().filter(name -> names.get(name) > 0).toList();
    }

    @Override
    public boolean needsInnerStates() {
        return true;
    }

    @Override
    public Stream<LossTerm> settled(Trajectory whole, AutoencoderSettings settings) {
        double[] steps = times.steps(whole, settings.steps());
        if (isLearned() && !settings.operator().isContinuous()) {
            throw new IllegalArgumentException("operator (" + settings.operator() + ") must have powers of any real number of"
                    + " steps for times that are learned: use the exponential or the eigen form, or other times");
        }
        LayerTimes settled = isLearned() ? times : LayerTimes.at(settings.operator().isContinuous() ? steps
                : DoubleStream.of(steps).map(Math::rint).toArray());
        return whole.parts() == 1 || names().isEmpty() ? Stream.empty() : Stream.of(new PathLoss(weights, settled));
    }

    private boolean isLearned() {
        return times instanceof LayerTimes.Learned;
    }

    @Override
    public void start(Parameters.Layout layout, NDManager manager, int parts) {
        if (isLearned()) {
            layout.other(TIMES, manager.zeros(new Shape(parts)));
        }
    }

    @Override
    public Map<String, Shape> shapes(int parts) {
        return isLearned() ? Map.of(TIMES, new Shape(parts)) : Map.of();
    }

    /** Returns after how many steps the states of a trajectory are due, as far as they are learned. */
    double[] steps(Map<String, NDArray> parameters, Trajectory trajectory, int k) {
        if (!parameters.containsKey(TIMES)) {
            return times.steps(trajectory, k);
        }
        try (NDArray ends = Computation.unattached(() ->
                parameters.get(TIMES).softmax(0).cumSum(0).toType(DataType.FLOAT32, true))) {
            float[] shares = ends.toFloatArray();
            return IntStream.rangeClosed(0, shares.length)
                    .mapToDouble(state -> state == 0 ? 0 : state == shares.length ? k : k * shares[state - 1]).toArray();
        }
    }

    @Override
    public NDList losses(Journey journey) {
        List<NDArray> inner = journey.rows().inner();
        NDArray wanted = NDArrays.concat(new NDList(inner)); // (T - 1) B rows here and below
        NDArray encoded = Layers.encode(journey.parameters(), wanted);
        NDArray advanced = NDArrays.concat(advanced(journey, inner.size()));
        var losses = new NDList();
        add(losses, weights.reconstruction(),
                () -> Layers.decode(journey.parameters(), encoded).sub(wanted).square().mean());
        add(losses, weights.linear(), () -> advanced.sub(encoded).square().mean());
        add(losses, weights.state(), () -> Layers.decode(journey.parameters(), advanced).sub(wanted).square().mean());
        add(losses, weights.isometry() / inner.size(),
                () -> Isometry.loss(encoded.split(inner.size(), 0), inner));
        return losses;
    }

    private static void add(NDList losses, double weight, Supplier<NDArray> loss) {
        if (weight > 0) {
            losses.add(Computation.times(loss.get(), weight));
        }
    }

    /** Returns enc(x_0) P_j for each of the states between the ends, each from the one before. */
    private NDList advanced(Journey journey, int count) {
        var advanced = new NDList();
        var known = new HashMap<Double, NDArray>(); // parts of the same length are computed once
        NDArray passing = journey.encodedX();
        for (int state = 1; state <= count; state++) {
            passing = passing.matMul(isLearned() ? learned(journey, state) : given(journey, state, known));
            advanced.add(passing);
        }
        return advanced;
    }

    /** Returns the part of the journey from the state before. */
    private static NDArray learned(Journey journey, int state) {
        Map<String, NDArray> parameters = journey.parameters();
        return journey.settings().operator().part(parameters, parameters.get(TIMES).softmax(0).get(state - 1));
    }

    private NDArray given(Journey journey, int state, Map<Double, NDArray> known) {
        List<Double> steps = ((LayerTimes.Given) times).steps();
        return known.computeIfAbsent(steps.get(state) - steps.get(state - 1), length ->
                journey.settings().operator().power(journey.parameters(), length, journey.settings().steps()));
    }

    @Override
    public String toString() {
        return "path " + weights.text() + " " + times;
    }
}
