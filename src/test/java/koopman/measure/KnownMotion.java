// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import koopman.data.Samples;
import koopman.network.LayerStates;
import koopman.network.LayeredNetwork;
import koopman.training.Computation;
import koopman.training.NativeMemory;

/** A network whose every layer turns the plane's points by an angle and stretches them, and a head that reads x, y and x - y. */
record KnownMotion(int layers, double angle, double stretch) implements LayeredNetwork {

    /** Returns the one operator, rows as samples. */
    double[][] operator() {
        return new double[][] {{stretch * Math.cos(angle), stretch * Math.sin(angle)},
            {-stretch * Math.sin(angle), stretch * Math.cos(angle)}};
    }

    /** Returns the states in double precision, which belong to the manager. */
    List<NDArray> trajectory(NDManager manager, Samples samples) {
        NDArray step = manager.create(new double[] {operator()[0][0], operator()[0][1], operator()[1][0], operator()[1][1]},
                new Shape(2, 2));
        var states = new ArrayList<NDArray>();
        states.add(samples.inputs(manager).toType(DataType.FLOAT64, true));
        while (states.size() < layers) {
            states.add(states.get(states.size() - 1).matMul(step));
        }
        return states;
    }

    @Override
    public LayerStates states(Samples samples) {
        try (NDManager manager = NDManager.newBaseManager()) {
            return new LayerStates(samples, trajectory(manager, samples).stream()
                    .map(state -> Computation.result(NativeMemory.loose(), () -> state.toType(DataType.FLOAT32, true))).toList());
        }
    }

    @Override
    public NDArray head(NDArray last) {
        return last.concat(last.matMul(last.getManager().create(new float[] {1, -1}, new Shape(2, 1))), 1);
    }
}
