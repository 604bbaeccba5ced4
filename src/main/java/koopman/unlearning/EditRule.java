// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

/**
 * Which rows of the training samples an edit moves, where to, and how hard. With H the observables of the rows that move, T
 * their targets, C the observables of those that stay and P the journey, an edit by any rule solves
 *
 * <p>min over D of |C D|² + w |H (P + D) − T|² + r |D|², so P' = P + (C^T C + w H^T H + r I)^-1 w H^T (T − H P).
 *
 * @param selection which rows move
 * @param target where to
 * @param balance w and r
 * @param rounds how often the edit is solved again with more weight on the training samples that it got wrong
 */
public record EditRule(Selection selection, Target target, Balance balance, int rounds) {

    public EditRule {
        if (rounds < 0) {
            throw new IllegalArgumentException("rounds (" + rounds + ") must be at least 0");
        }
    }

    /**
     * Returns a rule with the published balance, solved once. The authors' notebooks have
     * {@code published(new Selection.MedoidBall(1), new Target.NearestInput())} for Yin-Yang and
     * {@code published(new Selection.ByLabel(), new Target.OfTheFirst(new Target.NearestInput()))} for digits; which selection
     * the paper's figures for Yin-Yang were made with is not known (Aswani and Jabari 2025, section 5).
     */
    public static EditRule published(Selection selection, Target target) {
        return new EditRule(selection, target, Balance.Emmet.PUBLISHED, 0);
    }

    /**
     * Returns our rule: what is <i>forecast</i> as the class is sent to the mean forecast of its runner-up.
     *
     * @param weight w
     * @param ridge r, as a share of the mean diagonal of C^T C
     */
    public static EditRule runnerUp(double weight, double ridge) {
        return new EditRule(new Selection.ByForecast(), new Target.RunnerUp(), new Balance.Relative(weight, ridge), 0);
    }

    /**
     * Returns the rule by neighbours: what is <i>forecast</i> as the class is sent to the mean forecast of the class that most of
     * its nearest inputs of other classes have, as a network trained without the class might take it.
     *
     * @param count how many of them vote
     * @param weight w
     * @param ridge r, as a share of the mean diagonal of C^T C
     */
    public static EditRule neighbours(int count, double weight, double ridge) {
        return new EditRule(new Selection.ByForecast(), new Target.Vote(count), new Balance.Relative(weight, ridge), 0);
    }

    /** Returns this rule with so many rounds. */
    public EditRule withRounds(int count) {
        return new EditRule(selection, target, balance, count);
    }
}
