// SPDX-License-Identifier: Apache-2.0
package koopman.training;

/** What is left of a training that stopped: the curve of its epochs and, when its owner hands it out, the model. */
final class Remains {

    private final TrainingCurve curve;
    private Object model;
    private String fate;

    Remains(TrainingCurve curve) {
        this.curve = curve;
        this.fate = "the last sound epoch was " + curve.epochs();
    }

    TrainingCurve curve() {
        return curve;
    }

    /** Returns what became of the model, for messages. */
    String fate() {
        return fate;
    }

    void keep(Object kept, String name) {
        model = kept;
        fate = "the " + name + " keeps the state of epoch " + curve.epochs() + ": see model()";
    }

    void drop() {
        fate = "nothing is kept, since not one epoch was done";
    }

    <T> T model(Class<T> type) {
        if (model == null) {
            throw new IllegalStateException("model (none) must have been kept: " + fate);
        }
        if (!type.isInstance(model)) {
            throw new IllegalArgumentException("type (" + type.getSimpleName() + ") must be "
                    + model.getClass().getSimpleName() + ", which was trained");
        }
        return type.cast(model);
    }
}
