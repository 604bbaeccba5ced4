// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import koopman.autoencoder.Observables;
import koopman.autoencoder.Regression;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.measure.Spread;
import koopman.training.Seeds;

/**
 * How well a journey does that is forecast from few numbers: those that explain most of the last state, and as many principal
 * components of the same observables.
 *
 * @param features how many random features the observables have
 * @param reduced accuracy and agreement with the network by reduced rank, for each of the ranks
 * @param principal the same by principal components
 */
record RankRun(int features, List<Row> reduced, List<Row> principal) {

    private static final int[] RANKS = {1, 2, 3, 5, 8, 12, 20};

    /** What a journey by some rank does over the seeds, shares from 0 to 1. */
    record Row(Spread accuracy, Spread agreement) {}

    static RankRun of(Surrogates ground, Samples test, int features, double ridge, Seeds seeds, boolean sideBySide) {
        List<double[]> reduced = seeds.each(sideBySide, seed ->
                measured(ground, test, Observables.randomFeatures(features, seed), Regression.reducedRank(last(), ridge)));
        List<double[]> principal = seeds.each(sideBySide, seed ->
                measured(ground, test, Observables.randomFeatures(features, seed), Regression.principalComponents(last(), ridge)));
        return new RankRun(features, rows(reduced), rows(principal));
    }

    private static int last() {
        return RANKS[RANKS.length - 1];
    }

    /** Returns accuracy and agreement of each rank, one after the other. */
    private static double[] measured(Surrogates ground, Samples test, Observables observables, Regression regression) {
        try (Surrogate surrogate = ground.leastSquares(observables, regression)) {
            return Arrays.stream(RANKS).map(rank -> Math.min(rank, surrogate.leastSquares().rank()))
                    .mapToObj(rank -> IntStream.range(0, rank).toArray()).flatMapToDouble(first -> {
                        NDArray journey = surrogate.leastSquares().journeyBy(first);
                        try (Surrogate few = surrogate.with(journey)) {
                            return Arrays.stream(new double[] {few.accuracy(test), few.agreement(test)});
                        }
                    }).toArray();
        }
    }

    private static List<Row> rows(List<double[]> seeds) {
        List<Spread> columns = Spread.columns(seeds);
        return IntStream.range(0, RANKS.length).mapToObj(i -> new Row(columns.get(2 * i), columns.get(2 * i + 1))).toList();
    }

    void addTo(Reproduction.Sink sink) {
        add(sink, "reduced rank ", reduced);
        add(sink, "principal components, rank ", principal);
    }

    private void add(Reproduction.Sink sink, String way, List<Row> rows) {
        int[] seeds = IntStream.range(0, rows.get(0).accuracy().values().size()).toArray();
        for (int i = 0; i < RANKS.length; i++) {
            String name = features + " random features, " + way + RANKS[i] + ": ";
            sink.add(Experiment.RANKS, name + "accuracy, %", seeds, rows.get(i).accuracy().percent(), "");
            sink.add(Experiment.RANKS, name + "agreement with the network, %", seeds, rows.get(i).agreement().percent(), "");
        }
    }
}
