// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import java.util.List;
import java.util.Locale;

/**
 * The course of a training: the mean of each term of the loss, by epoch.
 *
 * @param terms the names of the terms
 * @param means the means, one array of terms an epoch
 * @param seconds how long the training took
 */
public record TrainingCurve(List<String> terms, List<double[]> means, double seconds) {

    public TrainingCurve {
        terms = List.copyOf(terms);
        means = List.copyOf(means);
    }

    /** Returns the number of epochs. */
    public int epochs() {
        return means.size();
    }

    /** Returns the loss, the sum of all terms, by epoch. */
    public double[] loss() {
        return means.stream().mapToDouble(TrainingCurve::sum).toArray();
    }

    /** Returns one term by epoch. */
    public double[] term(String name) {
        int index = terms.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("term (" + name + ") must be one of " + terms);
        }
        return means.stream().mapToDouble(epoch -> epoch[index]).toArray();
    }

    /** Returns the loss of the last epoch. */
    public double last() {
        return sum(means.get(means.size() - 1));
    }

    static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    @Override
    public String toString() {
        return means.isEmpty() ? "0 epochs"
                : String.format(Locale.ROOT, "%d epochs, loss %.4g to %.4g", epochs(), sum(means.get(0)), last());
    }
}
