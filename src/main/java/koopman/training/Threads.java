package koopman.training;

import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;

/** Chooses how many threads PyTorch works with. */
final class Threads {

    /** Below this number of parameters, waking a second thread costs more than it helps (measured). */
    private static final long SMALL = 100_000;

    private static final int ALL = JniUtils.getNumThreads();

    private Threads() {}

    /** Returns what the task gives when run with the number of threads that suits a model of that size. */
    static <T> T suitedTo(long parameters, Supplier<T> task) {
        int before = JniUtils.getNumThreads();
        JniUtils.setNumThreads(parameters < SMALL ? 1 : ALL);
        try {
            return task.get();
        } finally {
            JniUtils.setNumThreads(before);
        }
    }
}
