package koopman.unlearning;

/**
 * Which rows of the training samples an edit moves, where to, and how hard. With H the observables of the unwanted rows, T
 * their targets, C those of the rows that stay and P the journey, all rules solve
 *
 * <p>min over D of |C D|² + w |H (P + D) − T|² + r |D|², so P' = P + (C^T C + w H^T H + r I)^-1 w H^T (T − H P).
 */
public sealed interface EditRule {

    /**
     * The published rule (Aswani and Jabari 2025, section 5) in exact arithmetic: unwanted are the samples of the class
     * by their label, the target of each is the forecast of another sample, and w = 1 / ρ, r = ρ, as in EMMET (Gupta et
     * al., arXiv 2403.14236).
     *
     * @param rho ρ; published is 0.1
     * @param target whose forecast an unwanted sample is sent to
     */
    record Published(double rho, Target target) implements EditRule {

        /** The rule with the published ρ and nearest targets. */
        public static final Published NEAREST = new Published(0.1, Target.NEAREST);

        /** The rule with the published ρ and one target for all, which the paper has for digits. */
        public static final Published SINGLE = new Published(0.1, Target.SINGLE);

        public Published {
            requirePositive("rho", rho);
        }
    }

    /**
     * The published rule with unwanted samples found by place: all whose forecast lies in the ball around the medoid of
     * the class's forecasts.
     *
     * @param quantile of the class's distances to its medoid, from 0 to 1, that is the ball's radius
     * @param rho ρ; published is 0.1
     * @param target whose forecast an unwanted sample is sent to
     */
    record MedoidBall(double quantile, double rho, Target target) implements EditRule {

        public MedoidBall {
            if (!(quantile > 0 && quantile <= 1)) {
                throw new IllegalArgumentException("quantile (" + quantile + ") must be above 0 and at most 1");
            }
            requirePositive("rho", rho);
        }
    }

    /**
     * Ours: unwanted are the samples that are <i>forecast</i> as the class; the target of each is the mean forecast of its
     * runner-up, the class it would be given without the unwanted ones; r is relative to the mean square of an observable
     * of the rows that stay.
     *
     * @param weight w, how much reaching the targets counts against staying
     * @param ridge r, as a share of the mean diagonal of C^T C
     * @param rounds how often the edit is solved again with more weight on the training samples that it got wrong
     */
    record RunnerUp(double weight, double ridge, int rounds) implements EditRule {

        public RunnerUp {
            requirePositive("weight", weight);
            requirePositive("ridge", ridge);
            if (rounds < 0) {
                throw new IllegalArgumentException("rounds (" + rounds + ") must be at least 0");
            }
        }

        /** Returns the rule that is solved once. */
        public RunnerUp(double weight, double ridge) {
            this(weight, ridge, 0);
        }

        /** Returns this rule with so many rounds. */
        public RunnerUp withRounds(int count) {
            return new RunnerUp(weight, ridge, count);
        }
    }

    /** Whose forecast an unwanted sample is sent to by the published rules. */
    enum Target {
        /** That of the nearest sample, by forecast, that stays. */
        NEAREST,
        /** That of one sample that stays, the nearest to the unwanted ones' mean, for all. */
        SINGLE
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " (" + value + ") must be greater than 0 and finite");
        }
    }
}
