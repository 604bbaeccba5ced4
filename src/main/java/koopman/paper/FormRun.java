// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import koopman.autoencoder.AutoencoderSettings;
import koopman.autoencoder.KoopmanAutoencoder;
import koopman.autoencoder.LossTerm;
import koopman.autoencoder.OperatorForm;
import koopman.autoencoder.Spectrum;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.SurrogateReport;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.data.Splits;
import koopman.measure.Spread;
import koopman.network.LayerStates;
import koopman.representation.EffectiveDimension;
import koopman.training.Checkpoint;
import koopman.training.Progress;
import koopman.training.Seeds;
import koopman.training.TrainingPlan;

/**
 * What other forms of the operator and further losses of an autoencoder come to, over the seeds, each with one thing changed in
 * our settings.
 *
 * @param figures by name, all measured on test samples
 * @param validation the accuracy on validation samples, in per cent
 */
record FormRun(Map<String, Spread> figures, Spread validation) {

    private static final List<String> NAMES = List.of("accuracy, %", "agreement with the network, %", "state FVU",
            "isometry FVU", "median residual of the journey's eigenpairs", "learned numbers of the operator that are not 0",
            "effective dimension of the first observables");

    /** An autoencoder and how it is fitted. */
    record Choice(AutoencoderSettings settings, TrainingPlan plan) {}

    /**
     * Returns what is compared, our settings first. Free operators and those of low rank have a smaller rate: the power of them
     * that is the journey follows each change of an entry far more.
     */
    static Map<String, Choice> choices(Settings settings) {
        AutoencoderSettings own = settings.ownAutoencoder();
        TrainingPlan plan = settings.ownFit();
        var choices = new LinkedHashMap<String, Choice>();
        choices.put("exponential", new Choice(own, plan));
        choices.put("eigen form", new Choice(own.with(new OperatorForm.Eigen(Double.POSITIVE_INFINITY)), plan));
        choices.put("eigen form, nothing grows", new Choice(own.with(new OperatorForm.Eigen(1)), plan));
        choices.put("free, a tenth of the rate", new Choice(own.with(new OperatorForm.Free()),
                plan.withPeakRate(plan.peakRate() / 10)));
        choices.put("rank 10, a thirtieth of the rate", new Choice(own.with(new OperatorForm.LowRank(
                Math.min(10, own.latent()))), plan.withPeakRate(plan.peakRate() / 30)));
        List<LossTerm> terms = List.of(LossTerm.answers(0.5), LossTerm.entropy(0.05), LossTerm.entropy(-0.05),
                LossTerm.contrast(0.005, 0.1), LossTerm.sparse(0.1), LossTerm.backward(0.1));
        terms.forEach(term -> choices.put(term.toString(), new Choice(own.plus(term), plan)));
        return choices;
    }

    static FormRun of(List<Surrogate> surrogates, Splits splits) {
        List<Spread> columns = Spread.columns(surrogates.stream().map(each -> measured(each, splits.test())).toList());
        var figures = new LinkedHashMap<String, Spread>();
        IntStream.range(0, NAMES.size()).forEach(i -> figures.put(NAMES.get(i), columns.get(i)));
        return new FormRun(figures, Spread.of(surrogates.stream()
                .mapToDouble(each -> each.accuracy(splits.validation()))).percent());
    }

    private static double[] measured(Surrogate surrogate, Samples test) {
        SurrogateReport report = surrogate.report(test);
        long numbers = surrogate.lifting() instanceof KoopmanAutoencoder learned ? learned.operatorNonZeros() : 0;
        try (LayerStates states = surrogate.network().states(test); NDArray x = surrogate.observables(states.first());
                NDArray y = surrogate.lastObservables(states.last())) {
            return new double[] {100 * report.accuracy(), 100 * report.agreement(), report.losses().state(),
                report.losses().isometry(), median(Spectrum.of(surrogate.journey()).residuals(x, y)), numbers, EffectiveDimension.of(x)};
        }
    }

    /** Of an eigenfunction that is 0 there is no residual. */
    private static double median(double[] values) {
        double[] known = Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().toArray();
        return (known[(known.length - 1) / 2] + known[known.length / 2]) / 2;
    }

    /**
     * Returns for each choice how long an epoch of its fit takes as a multiple of the first one's, with each seed, all choices in
     * turn.
     */
    static Map<String, Spread> times(Surrogates ground, Map<String, Choice> choices, Seeds seeds) {
        ratios(ground, choices, seeds.first()); // to warm up
        List<Spread> columns = Spread.columns(seeds.list().stream().map(seed -> ratios(ground, choices, seed)).toList());
        var times = new LinkedHashMap<String, Spread>();
        choices.keySet().forEach(name -> times.put(name, columns.get(times.size())));
        return times;
    }

    private static double[] ratios(Surrogates ground, Map<String, Choice> choices, long seed) {
        double[] seconds = choices.values().stream().mapToDouble(choice -> seconds(ground, choice, seed)).toArray();
        return Arrays.stream(seconds).map(own -> own / seconds[0]).toArray();
    }

    private static double seconds(Surrogates ground, Choice choice, long seed) {
        long start = System.nanoTime();
        ground.autoencoder(choice.settings, choice.plan.withEpochs(1), seed, Progress.silent(), Checkpoint.none()).close();
        return (System.nanoTime() - start) / 1e9;
    }
}
