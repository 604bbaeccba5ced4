// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import java.io.Serializable;

/**
 * Which samples of a data set an experiment uses.
 *
 * @param testPoints how many test points are drawn, where they are drawn
 * @param trainOnAll whether all training images are trained on, as published, the validation images among them
 * @param renewed whether autoencoders are fitted to new samples in each epoch, instead of those that the network was trained on
 */
public record Sampling(int testPoints, boolean trainOnAll, boolean renewed) implements Serializable {

    /** Autoencoders are fitted to the network's samples. */
    public Sampling(int testPoints, boolean trainOnAll) {
        this(testPoints, trainOnAll, false);
    }
}
