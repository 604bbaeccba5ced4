// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.stream.IntStream;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.network.LayerStates;
import koopman.network.LayeredNetwork;
import koopman.representation.StateScaler;
import koopman.training.Computation;

/** A network's layers of three sets of samples, each layer preprocessed as fitted on the training samples: (N, p). */
final class PreparedLayers implements AutoCloseable {

    private final NDManager manager = NDManager.newBaseManager();
    private final LayeredNetwork network;
    private final List<StateScaler> scalers;
    private final LayerStates states;
    private final int[] answers;
    private final List<NDArray> train;
    private final List<NDArray> validation;
    private final List<NDArray> measured;

    /**
     * @param validation samples on which ridges are chosen
     * @param samples those on which figures are measured
     */
    PreparedLayers(Surrogates ground, Samples validation, Samples samples) {
        network = ground.network();
        scalers = ground.scalers();
        states = network.states(samples);
        answers = network.classify(states);
        train = own(ground.train());
        measured = own(states);
        try (LayerStates others = network.states(validation)) {
            this.validation = own(others);
        }
    }

    private List<NDArray> own(LayerStates of) {
        var layers = new NDList(scaled(of, scalers));
        layers.attach(manager);
        return layers;
    }

    /** Returns the states after their preprocessing, which belong to the states. */
    static List<NDArray> scaled(LayerStates states, List<StateScaler> scalers) {
        return IntStream.range(0, states.count()).mapToObj(layer -> scalers.get(layer).apply(states.layer(layer))).toList();
    }

    int count() {
        return scalers.size();
    }

    List<NDArray> train() {
        return train;
    }

    List<NDArray> validation() {
        return validation;
    }

    List<NDArray> measured() {
        return measured;
    }

    /** Returns the states of the samples that figures are measured on. */
    LayerStates states() {
        return states;
    }

    StateScaler first() {
        return scalers.get(0);
    }

    StateScaler last() {
        return scalers.get(scalers.size() - 1);
    }

    /** Returns the accuracy of the head's reading of a preprocessed last state, and its agreement with the network. */
    double[] read(NDArray found) {
        try (NDArray logits = Computation.unattached(() -> network.head(last().undo(found)))) {
            return compared(Computation.greatest(logits));
        }
    }

    /** Returns the accuracy of the head's reading of the states of a layer as they are, and its agreement with the network. */
    double[] readAsItIs(int layer) {
        try (NDArray logits = Computation.unattached(() -> network.head(states.layer(layer)))) {
            return compared(Computation.greatest(logits));
        }
    }

    private double[] compared(int[] classes) {
        double same = IntStream.range(0, classes.length).filter(row -> classes[row] == answers[row]).count();
        return new double[] {states.samples().accuracy(classes), same / classes.length};
    }

    @Override
    public void close() {
        manager.close();
        states.close();
    }
}
