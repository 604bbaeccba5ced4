// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jdk.jshell.SourceCodeAnalysis;

/**
 * The names of packages and classes, which JShell gathers in the background at the start and after each new library:
 * before it is done, it completes no package and no import.
 */
final class PackageIndex {

    private static final int PATIENCE_SECONDS = 5;

    private PackageIndex() {}

    /** Waits until the names are there, for some seconds at most; where JShell cannot be asked, not at all. */
    static void await(SourceCodeAnalysis analysis) {
        try {
            Method ready = analysis.getClass().getDeclaredMethod("waitBackgroundTaskFinished");
            ready.setAccessible(true);
            CompletableFuture.runAsync(() -> call(ready, analysis), task -> new Thread(task, "index").start())
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ReflectiveOperationException | ExecutionException | TimeoutException | RuntimeException notToBeAsked) {
            return;
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
    }

    private static void call(Method ready, SourceCodeAnalysis analysis) {
        try {
            ready.invoke(analysis);
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException(changed);
        }
    }
}
