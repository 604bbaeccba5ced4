// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The experiments of a reproduction, in the order in which they run. */
public enum Experiment {
    /** The network alone. */
    NETWORK,
    /** Least squares from first to last states, plain and lifted by random features. */
    BASELINES,
    /** How many numbers the journey needs: least squares of low rank. */
    RANKS,
    /** The Koopman autoencoder, as published and with settings of our own. */
    KAE,
    /** All of that with points, network and autoencoders of each seed's own: what one draw for all seeds leaves out. */
    REDRAWN,
    /** How near the autoencoders' paths pass to the layers in between, and what dull ways along depth come to. */
    PATH,
    /** Other forms of the operator and further losses, each as one change of our settings. */
    FORMS,
    /** Autoencoders as near to their network as we could make them, fitted to new samples in each epoch; classes forgotten by them. */
    NEAREST,
    /** The components of the network's layers and of the surrogate's steps. */
    TOPOLOGY,
    /** The known shapes of the classes along other networks too, by rulers chosen on inputs; how the classes part. */
    SHAPE,
    /** The isometry study: accuracy, distances and topology for several weights. */
    ISOMETRY,
    /** Editing the operator so that it forgets a class. */
    UNLEARNING;

    /** Returns the names, as they are written on the command line. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Experiment::toString).toList();
    }

    /**
     * Returns the experiment of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Experiment of(String name) {
        return Arrays.stream(values()).filter(each -> each.toString().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("experiment (" + name + ") must be one of "
                        + String.join(", ", names())));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
