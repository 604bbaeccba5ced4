// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import koopman.unlearning.EditRule;
import koopman.unlearning.Selection;
import koopman.unlearning.Target;

/**
 * The figures that the paper gives for a data set, as it writes them; what it does not give is empty.
 *
 * <p>Its accuracies are means over the classes, its deviations divide by n.
 *
 * <p>Source: Aswani and Jabari, arXiv 2505.12809 (2025), sections 4 and 5; of the rules, the authors' notebooks.
 *
 * @param network the network's accuracy, in per cent
 * @param surrogate the surrogate's accuracy, in per cent
 * @param before the surrogate's accuracy on a class before it is forgotten, by label, in per cent
 * @param after the same after it
 * @param layers the components of the network's layers
 * @param steps the components of the surrogate's steps
 * @param rules the rules by which its figures may have been made, and variants that show what matters in them, by name
 * @param authors the names of those of the rules that are the authors' own
 */
record Published(String network, String surrogate, Map<Integer, String> before, Map<Integer, String> after,
        Components layers, Components steps, Map<String, EditRule> rules, Set<String> authors) {

    private static final String LABEL_INPUT = "by label, to the nearest input's forecast";
    private static final String BALL_INPUT = "by medoid ball, to the nearest input's forecast";
    private static final Components NO_COMPONENTS = new Components(0.2, 5_000, List.of());
    private static final String FIRST = "by label, all to the first one's target";

    /**
     * How many components points have when those nearer than a scale are joined.
     *
     * @param scale in the units of preprocessed states
     * @param rows over how many training samples the states have the published norm
     * @param counts first to last
     */
    record Components(double scale, int rows, List<String> counts) {

        /** Returns the same scale for states that have the published norm over so many training samples. */
        double scaleOver(int trainingSamples) {
            return scale * Math.sqrt((double) rows / trainingSamples);
        }

        /** Returns the scale alone. */
        Components without() {
            return new Components(scale, rows, List.of());
        }

        String count(int index) {
            return index < counts.size() ? counts.get(index) : "";
        }
    }

    /** Returns the authors' own rules by name. */
    Map<String, EditRule> authorsRules() {
        var own = new LinkedHashMap<>(rules);
        own.keySet().retainAll(authors);
        return own;
    }

    /** Returns what the paper gives for Yin-Yang; it counts no components there, so the scales are ours. */
    static Published yinYang() {
        var rules = new LinkedHashMap<String, EditRule>();
        rules.put(LABEL_INPUT, EditRule.published(new Selection.ByLabel(), new Target.NearestInput()));
        rules.put(BALL_INPUT, EditRule.published(new Selection.MedoidBall(1), new Target.NearestInput()));
        rules.put("by label as found again in single precision, to the nearest input's forecast",
                EditRule.published(new FoundAgain(new Selection.ByLabel()), new Target.NearestInput()));
        rules.put("by label, to the nearest forecast",
                EditRule.published(new Selection.ByLabel(), new Target.NearestForecast()));
        return new Published("99.31", "98.75 (0.15)", Map.of(0, "98.78", 1, "98.27", 2, "99.97"),
                Map.of(0, "85.01", 1, "78.88", 2, "62.52"), NO_COMPONENTS, NO_COMPONENTS,
                rules, Set.of(LABEL_INPUT, BALL_INPUT));
    }

    /** Returns what the paper gives for MNIST; its scales are for states scaled over 60,000 images. */
    static Published mnist() {
        var rules = new LinkedHashMap<String, EditRule>();
        rules.put(FIRST, EditRule.published(new Selection.ByLabel(), new Target.OfTheFirst(new Target.NearestInput())));
        rules.put(LABEL_INPUT, EditRule.published(new Selection.ByLabel(), new Target.NearestInput()));
        return new Published("99.03", "98.53 (0.04)", Map.of(1, "99.23", 4, "98.29", 7, "98.01"),
                Map.of(1, "0", 4, "0", 7, "0"), new Components(0.166, 60_000, List.of("8594", "2487", "123", "10", "11")),
                new Components(0.14, 60_000, List.of("8633", "7655", "5153", "2305", "692", "206", "49", "19", "11", "9", "9")),
                rules, Set.of(FIRST));
    }

    /** Returns nothing, at the scales and by the rules of MNIST. */
    static Published nothing() {
        return new Published("", "", Map.of(), Map.of(), mnist().layers.without(), mnist().steps.without(), mnist().rules,
                Set.of());
    }
}
