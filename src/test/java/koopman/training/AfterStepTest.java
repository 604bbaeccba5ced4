// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an objective may do after each step of the optimiser, and is told after each epoch. */
class AfterStepTest {

    @Test
    void anObjectiveIsToldOfEachStepWithItsRateAndMayMoveWhatIsLearned() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Parameters parameters = Parameters.layout(manager, DataType.FLOAT64).other("w", manager.zeros(new Shape(2))).build();
            var objective = new BelowOne();
            var plan = new TrainingPlan(30, 2, 0.1, Schedule.BY_EPOCH, 0, Double.POSITIVE_INFINITY, new Optimiser.Momentum(0));
            GradientDescent.minimise(objective, parameters, new NDList(manager.zeros(new Shape(4, 1), DataType.FLOAT64)), plan, 0,
                    Progress.silent());
            assertEquals(60, objective.rates.size());
            assertEquals(IntStream.rangeClosed(1, 30).mapToObj(epoch -> 2 * epoch).toList(), objective.stepsByEpoch);
            assertEquals(0.1, objective.rates.stream().mapToDouble(rate -> rate).max().orElseThrow(), 1e-9);
            assertArrayEquals(new double[] {1, 0.5}, parameters.arrays().get("w").toDoubleArray(), 1e-3);
        }
    }

    /** |w − (3, 0.5)|², with w kept below 1. */
    private static final class BelowOne implements Objective {

        private final List<Double> rates = new ArrayList<>();
        private final List<Integer> stepsByEpoch = new ArrayList<>();

        @Override
        public List<String> names() {
            return List.of("distance");
        }

        @Override
        public NDList terms(Map<String, NDArray> parameters, NDList batch) {
            NDArray w = parameters.get("w");
            return new NDList(w.sub(w.getManager().create(new double[] {3, 0.5})).square().sum());
        }

        @Override
        public void afterStep(Parameters parameters, double rate) {
            rates.add(rate);
            NDArray w = parameters.arrays().get("w");
            w.set(new NDIndex(":"), w.minimum(1));
        }

        @Override
        public void afterEpoch(Parameters parameters) {
            stepsByEpoch.add(rates.size());
        }
    }
}
