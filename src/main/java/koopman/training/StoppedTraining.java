// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import java.util.function.Consumer;

/**
 * What is thrown when a training stops before its end. It carries the model as it was after the last sound epoch:
 *
 * <pre>{@code
 * try {
 *     network = ResidualMlp.train(...);
 * } catch (TrainingInterruptedException stopped) {
 *     network = stopped.model(ResidualMlp.class);
 * }
 * }</pre>
 */
public sealed interface StoppedTraining permits DivergedException, TrainingInterruptedException {

    /** Returns the curve of the epochs that were done. */
    TrainingCurve curve();

    /**
     * Returns the model as it was after the last sound epoch; it belongs to the caller.
     *
     * @throws IllegalStateException if none was kept, such as when not one epoch was done
     * @throws IllegalArgumentException if the model is of another type
     */
    <T> T model(Class<T> type);

    /**
     * Returns what the owner of a model must throw when its training failed. If the training stopped after at least one epoch,
     * the model goes with the exception and stays open; else it is closed.
     *
     * @param failed what the training threw
     * @param name what the model is, for the message: "network"
     * @param taken is given the curve of the epochs that were done, if the model goes with the exception
     */
    static RuntimeException handedOut(RuntimeException failed, AutoCloseable model, String name, Consumer<TrainingCurve> taken) {
        Remains remains = remains(failed);
        if (remains != null && remains.curve().epochs() > 0) {
            taken.accept(remains.curve());
            remains.keep(model, name);
            return failed;
        }
        try (model) {
            if (remains != null) {
                remains.drop();
            }
        } catch (Exception unclosed) {
            failed.addSuppressed(unclosed);
        }
        return failed;
    }

    private static Remains remains(RuntimeException failed) {
        return failed instanceof DivergedException diverged ? diverged.remains()
                : failed instanceof TrainingInterruptedException interrupted ? interrupted.remains() : null;
    }
}
