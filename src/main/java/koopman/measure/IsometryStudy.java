// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import koopman.autoencoder.AutoencoderSettings;
import koopman.autoencoder.LossWeights;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.network.LayerStates;
import koopman.representation.LinearAlgebra;
import koopman.topology.Barcode;
import koopman.topology.BettiCurve;
import koopman.topology.PersistentHomology;
import koopman.training.Seeds;
import koopman.training.TrainingPlan;

/**
 * The isometry ablation: what the weight λ₄ of the isometry loss does to the last representation's encoding. For each
 * weight and seed: the surrogate's accuracy, how well distances are kept, and how well the Betti curves are.
 *
 * <p>Source: Aswani and Jabari, arXiv 2505.12809 (2025), section 4, isometry ablation.
 *
 * @param samples on which samples all was measured
 * @param rows one row for each weight
 */
public record IsometryStudy(Samples samples, List<Row> rows) {

    private static final int CURVE_SCALES = 200;

    public IsometryStudy {
        rows = List.copyOf(rows);
    }

    /**
     * One weight's measurements over the seeds.
     *
     * @param weight λ₄
     * @param accuracy of the surrogate, from 0 to 1
     * @param isometry fraction of the variance of distances that the encoding does not explain
     * @param betti0 relative distance of the Betti-0 curve of the encoded last states to that of the last states
     * @param betti1 the same for Betti 1
     * @param runs each seed's distances and curves, for figures
     */
    public record Row(double weight, Spread accuracy, Spread isometry, Spread betti0, Spread betti1, List<Run> runs) {}

    /**
     * One autoencoder of the study.
     *
     * @param encoded the encoded last states of the points whose topology was computed, (points, m)
     * @param curves the Betti curves of dimension 0 and 1 of the encoded last states
     */
    public record Run(double accuracy, double isometry, double betti0, double betti1, double[][] encoded,
            List<BettiCurve> curves) {}

    /**
     * Returns the study of a network's surrogates, which are fitted for it and freed.
     *
     * @param settings of the autoencoders, but for λ₄
     * @param points of how many samples the topology is computed; published is 2,000
     * @param weights λ₄
     */
    public static IsometryStudy run(Surrogates surrogates, AutoencoderSettings settings, TrainingPlan plan, Seeds seeds,
            Samples samples, int points, double... weights) {
        var fitted = new ArrayList<Surrogate>();
        try {
            return run(samples, points, weight -> {
                List<Surrogate> own = surrogates.autoencoders(settings.with(LossWeights.isometry(weight)), plan, seeds);
                fitted.addAll(own);
                return own;
            }, weights);
        } finally {
            fitted.forEach(Surrogate::close);
        }
    }

    /** Returns the study of surrogates that are fitted elsewhere: one for each seed, by the weight. */
    public static IsometryStudy run(Samples samples, int points, DoubleFunction<List<Surrogate>> byWeight, double... weights) {
        var rows = new ArrayList<Row>();
        List<BettiCurve> wanted = null;
        for (double weight : weights) {
            List<Surrogate> own = byWeight.apply(weight);
            wanted = wanted != null ? wanted : curves(lastStates(own.get(0), samples, points), Double.NaN);
            List<BettiCurve> truth = wanted;
            List<Run> runs = own.stream().map(each -> run(each, samples, truth, points)).toList();
            rows.add(new Row(weight, Spread.of(runs.stream().mapToDouble(Run::accuracy)),
                    Spread.of(runs.stream().mapToDouble(Run::isometry)), Spread.of(runs.stream().mapToDouble(Run::betti0)),
                    Spread.of(runs.stream().mapToDouble(Run::betti1)), runs));
        }
        return new IsometryStudy(samples, rows);
    }

    private static Run run(Surrogate surrogate, Samples samples, List<BettiCurve> wanted, int points) {
        try (LayerStates states = surrogate.network().states(samples.first(points));
                NDArray scaled = surrogate.last().apply(states.last()); NDArray encoded = surrogate.lifting().encode(scaled)) {
            double[][] rows = LinearAlgebra.toJava(encoded);
            double[] scales = wanted.get(0).scales();
            List<BettiCurve> own = curves(rows, scales[scales.length - 1]);
            return new Run(surrogate.accuracy(samples), surrogate.losses(samples).isometry(),
                    wanted.get(0).relativeDistance(own.get(0)), wanted.get(1).relativeDistance(own.get(1)), rows, own);
        }
    }

    private static double[][] lastStates(Surrogate surrogate, Samples samples, int points) {
        try (LayerStates states = surrogate.network().states(samples.first(points));
                NDArray scaled = surrogate.last().apply(states.last())) {
            return LinearAlgebra.toJava(scaled);
        }
    }

    /** Returns the Betti curves up to a common last scale, by default where the points' own last loop has died. */
    private static List<BettiCurve> curves(double[][] points, double last) {
        Barcode barcode = PersistentHomology.upTo(1).ofPoints(points);
        double end = Double.isNaN(last)
                ? Math.max(lastDeath(barcode, 0), lastDeath(barcode, 1)) : last;
        double[] scales = BettiCurve.scales(end, CURVE_SCALES);
        return List.of(barcode.bettiCurve(0, scales), barcode.bettiCurve(1, scales));
    }

    private static double lastDeath(Barcode barcode, int dimension) {
        return DoubleStream.of(barcode.deaths(dimension)).filter(Double::isFinite).max().orElse(0);
    }

    @Override
    public String toString() {
        var text = new StringBuilder("isometry study on " + samples);
        for (Row row : rows) {
            text.append(String.format(Locale.ROOT, "%n  weight %s: accuracy %s, isometry FVU %.4f, Betti-0 %s, Betti-1 %s",
                    row.weight(), row.accuracy().percent(), row.isometry().mean(), row.betti0(), row.betti1()));
        }
        return text.toString();
    }
}
