// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import java.io.Serializable;

/**
 * Which samples of a data set an experiment uses.
 *
 * @param testPoints how many test points are drawn, where they are drawn
 * @param trainOnAll whether all training images are trained on, as published, the validation images among them
 */
public record Sampling(int testPoints, boolean trainOnAll) implements Serializable {}
