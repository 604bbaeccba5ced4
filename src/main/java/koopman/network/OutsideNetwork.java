// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.function.UnaryOperator;
import koopman.data.Fingerprint;
import koopman.data.Samples;
import koopman.training.Computation;

/**
 * A network that something outside this library runs, as one that shows the states of its layers: its states are read and kept,
 * its head is a linear one of ours.
 *
 * <pre>{@code
 * var kept = KeptStates.of("mine", graph.digest(), part -> run(part));
 * var head = SoftmaxHead.fit(kept.of(data.train()), kept.of(data.validation()), 0);
 * var network = OutsideNetwork.of(kept, head);
 * }</pre>
 *
 * <p>The head stays the caller's to close.
 */
public final class OutsideNetwork implements LayeredNetwork {

    private final KeptStates kept;
    private final SoftmaxHead head;
    private final int start;

    private OutsideNetwork(KeptStates kept, SoftmaxHead head, int start) {
        this.kept = kept;
        this.head = head;
        this.start = start;
    }

    /**
     * Returns the network with all its layers.
     *
     * @param kept its states
     * @param head what reads the last of them
     */
    public static OutsideNetwork of(KeptStates kept, SoftmaxHead head) {
        return new OutsideNetwork(kept, head, 0);
    }

    /**
     * Returns the same network looked at from a layer on, counted from 0: where a surrogate's journey then starts.
     *
     * @throws IllegalArgumentException when the states are asked for, if fewer than two layers are left
     */
    public OutsideNetwork from(int layer) {
        if (layer < 0) {
            throw new IllegalArgumentException("layer (" + layer + ") must be at least 0");
        }
        return new OutsideNetwork(kept, head, layer);
    }

    /** Returns the same network with another head, such as one that was fitted to other classes or without one. */
    public OutsideNetwork with(SoftmaxHead other) {
        return new OutsideNetwork(kept, other, start);
    }

    @Override
    public LayerStates states(Samples samples) {
        if (samples.classes().size() != head.classes()) {
            throw new IllegalArgumentException("samples (" + samples.classes().size() + " classes) must have " + head.classes()
                    + ", as those the head was fitted to");
        }
        return start == 0 ? kept.of(samples) : later(kept.of(samples));
    }

    /** The states before the start are freed. */
    private LayerStates later(LayerStates all) {
        if (start > all.count() - 2) {
            all.close();
            throw new IllegalArgumentException("layer (" + start + ") must be from 0 to " + (all.count() - 2)
                    + ": a journey has a start and an end");
        }
        try (all) {
            var layers = new ArrayList<NDArray>();
            all.layers().subList(start, all.count()).forEach(layer -> layers.add(Computation.unattached(layer::duplicate)));
            return new LayerStates(all.samples(), layers);
        }
    }

    @Override
    public NDArray head(NDArray last) {
        return head.logits(last);
    }

    @Override
    public UnaryOperator<NDArray> recordedHead() {
        return head.recorded();
    }

    @Override
    public String digest() {
        return new Fingerprint().add(kept.digest()).add(head.digest()).add(new int[] {start}).text();
    }

    @Override
    public String toString() {
        return "OutsideNetwork of " + kept + (start == 0 ? "" : ", from layer " + start + " on") + "; " + head;
    }
}
