// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import java.util.Locale;

/** Says that a loss stopped being a number, or became far worse than it began. */
public final class DivergedException extends RuntimeException implements StoppedTraining {

    private final Remains remains;

    DivergedException(String term, double value, String condition, double rate, TrainingCurve sound) {
        super(String.format(Locale.ROOT, "%s (%s) in epoch %d must be %s: lower the peak rate (the rate was %.3g)"
                + " or clip the gradient", term, value, sound.epochs() + 1, condition, rate));
        this.remains = new Remains(sound);
    }

    Remains remains() {
        return remains;
    }

    @Override
    public TrainingCurve curve() {
        return remains.curve();
    }

    @Override
    public <T> T model(Class<T> type) {
        return remains.model(type);
    }

    @Override
    public String getMessage() {
        return super.getMessage() + "; " + remains.fate();
    }
}
