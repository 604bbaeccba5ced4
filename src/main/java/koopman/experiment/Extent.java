package koopman.experiment;

import java.util.List;

/**
 * How far the studies around the autoencoders of an experiment go.
 *
 * @param randomFeatures the numbers of random features of the baselines
 * @param isometryWeights λ₄ of the isometry study, greatest first
 * @param isometryPoints of how many samples the isometry study computes the topology
 * @param bettiPoints of how many test samples the components of layers and steps are counted
 */
public record Extent(List<Integer> randomFeatures, List<Double> isometryWeights, int isometryPoints, int bettiPoints) {

    public Extent {
        randomFeatures = List.copyOf(randomFeatures);
        isometryWeights = List.copyOf(isometryWeights);
    }
}
