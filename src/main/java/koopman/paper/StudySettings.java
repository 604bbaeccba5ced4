// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import java.io.Serializable;
import java.util.List;
import koopman.data.Split;
import koopman.training.TrainingPlan;

/**
 * How far the studies around the autoencoders of an experiment go.
 *
 * @param randomFeatures the numbers of random features of the baselines
 * @param rankFeatures how many random features the journeys by few numbers have
 * @param pathStrengths the weights of the losses of the path that are tried
 * @param isometryWeights λ₄ of the isometry study, greatest first
 * @param isometryBlocks B of the network of the isometry study; published is 8
 * @param isometryOn the samples that the isometry study measures on; published are training samples
 * @param isometryPoints of how many samples the isometry study computes the topology
 * @param bettiPoints of how many test samples the components of layers and steps are counted
 * @param shapePoints of how many points of each class the shapes are counted, ascending
 * @param plainNetwork how networks without skips and norms are trained, found on validation points
 * @param nearest the autoencoders that come nearest to their network
 */
public record StudySettings(List<Integer> randomFeatures, int rankFeatures, List<Double> pathStrengths,
        List<Double> isometryWeights, int isometryBlocks, Split isometryOn, int isometryPoints,
        int bettiPoints, List<Integer> shapePoints, TrainingPlan plainNetwork, NearestSettings nearest) implements Serializable {

    public StudySettings {
        randomFeatures = List.copyOf(randomFeatures);
        pathStrengths = List.copyOf(pathStrengths);
        isometryWeights = List.copyOf(isometryWeights);
        shapePoints = List.copyOf(shapePoints);
    }

    /** Returns these settings with the isometry study of another network, on other samples. */
    StudySettings isometry(int blocks, Split samples) {
        return new StudySettings(randomFeatures, rankFeatures, pathStrengths, isometryWeights, blocks, samples,
                isometryPoints, bettiPoints, shapePoints, plainNetwork, nearest);
    }
}
