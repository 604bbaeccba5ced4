// SPDX-License-Identifier: Apache-2.0
package koopman.representation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import koopman.data.Samples;
import koopman.data.Split;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the package's methods leave on the manager of their argument: their result, and nothing else. */
class LeftArraysTest {

    private final NDManager manager = NDManager.newBaseManager();
    private final Random random = new Random(6);

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void methodsLeaveTheirResultAndNothingElse() {
        for (DataType type : List.of(DataType.FLOAT32, DataType.FLOAT64)) {
            NDArray states = manager.create(random.doubles(30 * 4).toArray(), new Shape(30, 4)).toType(type, true);
            ofScalers(states);
            ofComponents(states);
            ofProbes(states);
        }
        NDArray features = manager.create(random.doubles(30 * 4).toArray(), new Shape(30, 4)).toType(DataType.FLOAT32, true);
        var relu = RandomFeatures.of(manager, features, 5, 1);
        leaves(2, () -> RandomFeatures.of(manager, features, 5, 1));
        leaves(1, () -> relu.apply(features));
    }

    private void ofScalers(NDArray states) {
        NDArray squares = states.square();
        StateScaler scaler = StateScaler.fit(List.of(states), 3, 1).get(0);
        NDArray scaled = scaler.apply(states);
        leaves(0, () -> StateScaler.fit(List.of(squares, states), 3, 0.5));
        leaves(1, () -> scaler.apply(states));
        leaves(1, () -> scaler.undo(scaled));
        leaves(3, () -> scaler.save(manager, "first"));
        leaves(0, () -> assertThrows(IllegalArgumentException.class, () -> scaler.undo(states)));
    }

    private void ofComponents(NDArray states) {
        var components = PrincipalComponents.fit(states, 3);
        leaves(0, () -> PrincipalComponents.fit(states, 3));
        leaves(0, () -> components.explained(states));
        leaves(1, () -> components.project(states));
        NDArray few = manager.ones(new Shape(20, 900), states.getDataType());
        NDArray many = manager.ones(new Shape(820, 830), states.getDataType());
        leaves(0, () -> PrincipalComponents.fit(few, 3));
        leaves(0, () -> PrincipalComponents.fit(many, 3));
    }

    private void ofProbes(NDArray states) {
        var samples = Samples.of("line", Split.TEST, List.of("a", "b"), new float[30],
                IntStream.range(0, 30).map(i -> i % 2).toArray());
        LinearProbe probe = LinearProbe.fit(states, samples);
        leaves(0, () -> LinearProbe.fit(states, samples));
        leaves(0, () -> probe.classify(states));
        leaves(0, () -> probe.accuracy(states, samples));
    }

    private void leaves(int results, Runnable call) {
        int before = manager.getManagedArrays().size();
        call.run();
        assertEquals(before + results, manager.getManagedArrays().size());
    }
}
