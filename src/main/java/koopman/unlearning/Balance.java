// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

/** How hard an edit moves and how hard it keeps: the weight w and the ridge r of {@link EditRule}. */
public sealed interface Balance {

    /** Returns w, how much reaching the targets counts against staying. */
    double weight();

    /**
     * Returns r.
     *
     * @param meanSquare the mean square of an observable of the rows that stay, times their number: the mean diagonal of C^T C
     */
    double ridge(double meanSquare);

    /**
     * w = 1 / ρ and r = ρ, as in EMMET (Gupta et al., arXiv 2403.14236, section 4).
     *
     * @param rho ρ
     */
    record Emmet(double rho) implements Balance {

        /** The published one (Aswani and Jabari 2025, section 5). */
        public static final Emmet PUBLISHED = new Emmet(0.1);

        public Emmet {
            requirePositive("rho", rho);
        }

        @Override
        public double weight() {
            return 1 / rho;
        }

        @Override
        public double ridge(double meanSquare) {
            return rho;
        }
    }

    /**
     * A ridge that is relative to the data, so that neither their number nor their scale matters.
     *
     * @param weight w
     * @param share r, as a share of the mean diagonal of C^T C
     */
    record Relative(double weight, double share) implements Balance {

        public Relative {
            requirePositive("weight", weight);
            requirePositive("ridge", share);
        }

        @Override
        public double ridge(double meanSquare) {
            return share * meanSquare;
        }
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " (" + value + ") must be greater than 0 and finite");
        }
    }
}
