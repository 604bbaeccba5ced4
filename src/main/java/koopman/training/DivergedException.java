package koopman.training;

/** Says that a loss stopped being a number. The model keeps the state of the last epoch that was sound. */
public final class DivergedException extends RuntimeException {

    DivergedException(String term, int epoch, double value, double rate) {
        super(String.format(java.util.Locale.ROOT, "%s (%s) in epoch %d must be a finite number: lower the peak rate"
                + " (the rate was %.3g) or clip the gradient; the model keeps the state of epoch %d",
                term, value, epoch, rate, epoch - 1));
    }
}
