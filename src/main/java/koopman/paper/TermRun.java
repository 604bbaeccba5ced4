// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import koopman.autoencoder.AutoencoderSettings;
import koopman.autoencoder.LayerTimes;
import koopman.autoencoder.LossTerm;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.SurrogateReport;
import koopman.autoencoder.Surrogates;
import koopman.data.Splits;
import koopman.measure.PathFidelity;
import koopman.measure.Spread;

/**
 * What further losses of an autoencoder come to, over the seeds.
 *
 * @param name of the losses
 * @param columns accuracy on validation and on test samples, agreement with the network, FVU of the last state and of distances;
 *     then the FVU of each inner layer by the path at ordered steps
 */
record TermRun(String name, List<Spread> columns) {

    private static final double ANSWERS = 0.5; // the weight of the loss of the answers

    private static final double DUE = 1; // that of the path where the layers are due at other times

    private static final List<String> NAMES = List.of("accuracy, %", "agreement with the network, %", "state FVU",
            "isometry FVU");

    /** Returns the settings with each choice of further losses, by name. */
    static Map<String, AutoencoderSettings> choices(Settings settings) {
        AutoencoderSettings own = settings.ownAutoencoder();
        var choices = new LinkedHashMap<String, AutoencoderSettings>();
        choices.put("no further loss", own);
        choices.put("answers " + ANSWERS, own.plus(LossTerm.answers(ANSWERS)));
        for (double strength : settings.studies().pathStrengths()) {
            AutoencoderSettings led = own.plus(LossTerm.path(strength, LayerTimes.equal()));
            choices.put("path " + strength, led);
            choices.put("path " + strength + ", answers " + ANSWERS, led.plus(LossTerm.answers(ANSWERS)));
        }
        choices.put("path " + DUE + " at times by distance", own.plus(LossTerm.path(DUE, LayerTimes.byDistance())));
        choices.put("path " + DUE + " at learned times", own.plus(LossTerm.path(DUE, LayerTimes.learned())));
        return choices;
    }

    static TermRun of(String name, Surrogates ground, List<Surrogate> surrogates, Splits splits) {
        return new TermRun(name, Spread.columns(surrogates.stream().map(each -> measured(ground, each, splits)).toList()));
    }

    private static double[] measured(Surrogates ground, Surrogate surrogate, Splits splits) {
        SurrogateReport report = surrogate.report(splits.test());
        double[] path = PathFidelity.of(surrogate, ground, splits.test()).surrogate();
        double[] figures = {100 * surrogate.accuracy(splits.validation()), 100 * report.accuracy(),
            100 * report.agreement(), report.losses().state(), report.losses().isometry()};
        return IntStream.range(0, figures.length + path.length - 2)
                .mapToDouble(i -> i < figures.length ? figures[i] : path[i - figures.length + 1]).toArray();
    }

    /** Returns the accuracy on validation samples, in per cent. */
    Spread validation() {
        return columns.get(0);
    }

    /** Adds what was measured on test samples. */
    void addTo(Reproduction.Sink sink) {
        int[] seeds = IntStream.range(0, columns.get(0).values().size()).toArray();
        for (int i = 1; i < columns.size(); i++) {
            String figure = i <= NAMES.size() ? NAMES.get(i - 1) : "FVU of layer " + (i - NAMES.size()) + " by the path";
            sink.add(Experiment.PATH, "fitted with " + name + ": " + figure, seeds, columns.get(i), "");
        }
    }
}
