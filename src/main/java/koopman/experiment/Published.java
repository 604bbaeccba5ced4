package koopman.experiment;

import java.util.List;
import java.util.Map;
import koopman.unlearning.EditRule;

/**
 * The figures that the paper gives for a data set, as it writes them; what it does not give is empty.
 *
 * <p>Source: Aswani and Jabari, arXiv 2505.12809 (2025), sections 4 and 5.
 *
 * @param network the network's accuracy, in per cent
 * @param surrogate the surrogate's accuracy, in per cent
 * @param before the surrogate's accuracy on a class before it is forgotten, by label, in per cent
 * @param after the same after it
 * @param layers the components of the network's layers
 * @param steps the components of the surrogate's steps
 * @param rule the rule by which its classes are forgotten
 */
record Published(String network, String surrogate, Map<Integer, String> before, Map<Integer, String> after,
        Components layers, Components steps, EditRule rule) {

    /**
     * How many components points have when those nearer than a scale are joined.
     *
     * @param scale in the units of preprocessed states
     * @param counts first to last
     */
    record Components(double scale, List<String> counts) {

        String count(int index) {
            return index < counts.size() ? counts.get(index) : "";
        }
    }

    /** Returns what the paper gives for Yin-Yang; it counts no components there, so the scales are ours. */
    static Published yinYang() {
        return new Published("99.31", "98.75 (0.15)", Map.of(0, "98.78", 1, "98.27", 2, "99.97"),
                Map.of(0, "85.01", 1, "78.88", 2, "62.52"), new Components(0.2, List.of()), new Components(0.2, List.of()),
                EditRule.Published.NEAREST);
    }

    /** Returns what the paper gives for MNIST. */
    static Published mnist() {
        return new Published("99.03", "98.53 (0.04)", Map.of(1, "99.23", 4, "98.29", 7, "98.01"),
                Map.of(1, "0", 4, "0", 7, "0"), new Components(0.166, List.of("8594", "2487", "123", "10", "11")),
                new Components(0.14, List.of("8633", "7655", "5153", "2305", "692", "206", "49", "19", "11", "9", "9")),
                EditRule.Published.SINGLE);
    }

    /** Returns nothing, at the scales and by the rule of MNIST. */
    static Published nothing() {
        return new Published("", "", Map.of(), Map.of(), new Components(mnist().layers.scale, List.of()),
                new Components(mnist().steps.scale, List.of()), mnist().rule);
    }
}
