package koopman.experiment;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import koopman.autoencoder.AutoencoderSettings;
import koopman.autoencoder.KoopmanAutoencoder;
import koopman.autoencoder.LossWeights;
import koopman.data.Samples;
import koopman.network.LayerStates;
import koopman.representation.LinearAlgebra;
import koopman.topology.Barcode;
import koopman.topology.BettiCurve;
import koopman.topology.PersistentHomology;
import koopman.training.Progress;

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
     * Returns the study of a network's surrogates.
     *
     * @param points of how many samples the topology is computed; published is 2,000
     */
    public static IsometryStudy run(Fit fit, Samples samples, Settings settings, Seeds seeds, int points,
            double... weights) {
        var progress = Progress.of("isometry study", weights.length * seeds.count() * settings.fit().epochs());
        var fitted = new ArrayList<KoopmanAutoencoder>();
        try {
            return run(fit, samples, settings, chosen -> {
                List<KoopmanAutoencoder> own = seeds.each(settings.sideBySide(),
                        seed -> fit.autoencoder(chosen, settings.fit(), seed, progress.part()));
                fitted.addAll(own);
                return own;
            }, points, weights);
        } finally {
            fitted.forEach(KoopmanAutoencoder::close);
        }
    }

    /** Returns the study of autoencoders that are fitted elsewhere, one for each seed. */
    static IsometryStudy run(Fit fit, Samples samples, Settings settings,
            Function<AutoencoderSettings, List<KoopmanAutoencoder>> autoencoders, int points, double... weights) {
        double[][] last = lastStates(fit, samples, points);
        List<BettiCurve> wanted = curves(last, Double.NaN);
        var rows = new ArrayList<Row>();
        for (double weight : weights) {
            List<Run> runs = autoencoders.apply(settings.autoencoder().with(LossWeights.isometry(weight))).stream()
                    .map(autoencoder -> run(fit, samples, autoencoder, wanted, points)).toList();
            rows.add(new Row(weight, Spread.of(runs.stream().mapToDouble(Run::accuracy)),
                    Spread.of(runs.stream().mapToDouble(Run::isometry)), Spread.of(runs.stream().mapToDouble(Run::betti0)),
                    Spread.of(runs.stream().mapToDouble(Run::betti1)), runs));
        }
        return new IsometryStudy(samples, rows);
    }

    private static Run run(Fit fit, Samples samples, KoopmanAutoencoder autoencoder, List<BettiCurve> wanted, int points) {
        try (LayerStates states = fit.network().states(samples.first(points));
                NDArray scaled = fit.last().apply(states.last()); NDArray encoded = autoencoder.encode(scaled)) {
            double[][] rows = LinearAlgebra.toJava(encoded);
            double[] scales = wanted.get(0).scales();
            List<BettiCurve> own = curves(rows, scales[scales.length - 1]);
            return new Run(fit.surrogate(autoencoder).accuracy(samples), fit.losses(autoencoder, samples).isometry(),
                    wanted.get(0).relativeDistance(own.get(0)), wanted.get(1).relativeDistance(own.get(1)), rows, own);
        }
    }

    private static double[][] lastStates(Fit fit, Samples samples, int points) {
        try (LayerStates states = fit.network().states(samples.first(points));
                NDArray scaled = fit.last().apply(states.last())) {
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
