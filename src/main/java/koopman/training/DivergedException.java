package koopman.training;

import java.util.Locale;

/** Says that a loss stopped being a number, or became far worse than it began. The model keeps the state of the last epoch that was sound. */
public final class DivergedException extends RuntimeException {

    DivergedException(String term, int epoch, double value, String condition, double rate) {
        super(String.format(Locale.ROOT, "%s (%s) in epoch %d must be %s: lower the peak rate"
                + " (the rate was %.3g) or clip the gradient; the model keeps the state of epoch %d",
                term, value, epoch, condition, rate, epoch - 1));
    }
}
