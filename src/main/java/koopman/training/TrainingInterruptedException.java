// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import java.util.concurrent.CancellationException;

/** Says that a training was stopped on request. */
public final class TrainingInterruptedException extends CancellationException implements StoppedTraining {

    private final Remains remains;

    TrainingInterruptedException(String reason, TrainingCurve sound) {
        super(reason);
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
