// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.stream.Stream;
import koopman.representation.LinearAlgebra;
import koopman.training.Computation;

/**
 * How badly a step of a journey is told from what is not its neighbour, by the cosines c between observables and a temperature
 * τ: −ln (Σ exp(c / τ) over what belongs to it / Σ over that and all else), its mean (InfoNCE). Between the ends of B samples,
 * ln B minus it is a lower bound of the mutual information of start and end, in the mean over batches. Along journeys, where a
 * step is told from others of its own journey, it is an index of the same kind and not a bound.
 *
 * <p>Sources: van den Oord, Li, Vinyals, <i>Representation learning with contrastive predictive coding</i>, arXiv 1807.03748
 * (2018), section 2.3; Cheng et al., <i>Information shapes Koopman representation</i>, arXiv 2510.13025 (2025), and its released
 * code, for neighbours in time.
 *
 * @param weight λ, how much the contrast counts
 * @param temperature τ
 * @param neighbours how many states of a trajectory before one, and how many after it, belong to it, all its other states being
 *     what they are told from; 0 if the ends alone belong together, told from the ends of the batch's other samples
 */
record StepContrast(double weight, double temperature, int neighbours) implements LossTerm {

    /** Added to the score of what takes no part; its exponential is 0. */
    private static final double AWAY = -1e9;

    public StepContrast {
        LossTerm.requireWeight("contrast", weight);
        if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("temperature (" + temperature + ") must be above 0 and finite");
        }
        if (neighbours < 0) {
            throw new IllegalArgumentException("neighbours (" + neighbours + ") must be at least 0");
        }
    }

    @Override
    public List<String> names() {
        return List.of("contrast");
    }

    @Override
    public boolean needsInnerStates() {
        return neighbours > 0;
    }

    @Override
    public Stream<LossTerm> settled(Trajectory whole, AutoencoderSettings settings) {
        if (neighbours > 0) {
            requireRoom(whole.states().size(), neighbours);
        }
        return Stream.of(new StepContrast(weight * whole.meanSquare(), temperature, neighbours));
    }

    @Override
    public NDList losses(Journey journey) {
        NDArray contrast = neighbours == 0 ? betweenEnds(journey.encodedX(), journey.encodedY(), temperature)
                : alongJourneys(observables(journey), neighbours, temperature);
        return new NDList(Computation.times(contrast, weight));
    }

    /** Returns the observables of all states of the trajectory, (B, T, m). */
    private static NDArray observables(Journey journey) {
        List<NDArray> inner = journey.rows().inner();
        var states = new NDList(journey.encodedX());
        states.addAll(Layers.encode(journey.parameters(), NDArrays.concat(new NDList(inner))).split(inner.size(), 0));
        states.add(journey.encodedY());
        return NDArrays.stack(states, 1);
    }

    /**
     * Returns the loss of journeys known at T steps, (B, T, m): to a step belong those of the same journey up to so many before
     * and after it, all else are the other steps of the journey. Steps without all their neighbours are not asked for.
     */
    static NDArray alongJourneys(NDArray observables, int neighbours, double temperature) {
        int steps = Math.toIntExact(observables.size(1));
        requireRoom(steps, neighbours);
        NDArray unit = unit(observables);
        NDArray scores = Computation.times(unit.matMul(unit.transpose(0, 2, 1)), 1 / temperature); // (B, T, T)
        NDArray own = scores.add(mask(scores, neighbours, true));
        NDArray all = scores.add(mask(scores, neighbours, false));
        NDArray asked = logSum(all).sub(logSum(own)).split(new long[] {neighbours, steps - neighbours}, 1).get(1);
        return asked.mean();
    }

    private static void requireRoom(int steps, int neighbours) {
        if (steps < 2 * neighbours + 2) {
            throw new IllegalArgumentException("neighbours (" + neighbours + ") must be at most " + (steps - 2) / 2 + ", so that "
                    + steps + " states hold some before, some after and one beyond");
        }
    }

    /**
     * Returns the loss of journeys known at two steps, both (B, m): to a start belongs its own end, all else are the ends of the
     * other samples.
     */
    static NDArray betweenEnds(NDArray start, NDArray end, double temperature) {
        NDArray scores = Computation.times(unit(start).matMul(unit(end).transpose()), 1 / temperature); // (B, B)
        return logSum(scores).sub(scores.diagonal()).mean();
    }

    private static NDArray unit(NDArray rows) {
        return rows.div(rows.square().sum(new int[] {-1}, true).sqrt());
    }

    /** Returns ln Σ exp along the last axis. */
    private static NDArray logSum(NDArray scores) {
        NDArray greatest = Computation.withoutGradient(() -> scores.stopGradient().max(new int[] {-1}, true));
        return scores.sub(greatest).exp().sum(new int[] {-1}).log().add(greatest.squeeze(-1));
    }

    /** Returns 0 where a step is compared with another, and far below where not, (T, T). */
    private static NDArray mask(NDArray like, int neighbours, boolean onlyNeighbours) {
        int steps = Math.toIntExact(like.size(1));
        var mask = new double[steps][steps];
        for (int i = 0; i < steps; i++) {
            for (int j = 0; j < steps; j++) {
                mask[i][j] = i == j || onlyNeighbours && Math.abs(i - j) > neighbours ? AWAY : 0;
            }
        }
        return Computation.withoutGradient(() -> LinearAlgebra.toNative(like.getManager(), mask, like.getDataType()).duplicate());
    }

    @Override
    public String toString() {
        return "contrast " + weight + " " + temperature + " " + neighbours;
    }
}
