// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * Machines that train models for this one. What is there is found by {@link ServiceLoader}: the Maven profile {@code spark} adds
 * a cluster of Apache Spark.
 */
public interface Machines extends AutoCloseable {

    /** What is done with a trained model, as soon as it is there. */
    @FunctionalInterface
    interface Receiver {

        /** Takes it; what this throws ends the work. */
        void take(ModelFile trained) throws IOException;
    }

    /**
     * Runs the tasks, in any order and side by side, some of them more than once if a machine fails.
     *
     * @param files all that the tasks begin with, by name
     * @throws IOException if a task cannot be done, or its model not be taken
     */
    void run(List<ModelTask> tasks, Map<String, byte[]> files, Receiver receiver) throws IOException;

    @Override
    void close();
}
