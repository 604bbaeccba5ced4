// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import com.google.gson.JsonObject;
import java.util.Set;
import java.util.function.Consumer;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.messages.publish.PublishError;

/**
 * A cell as the place of what is printed and shown later on its behalf: by a handler of an event that comes when the
 * cell is long done. Such code runs as a cell's does: it can be interrupted, and a failure of it is shown and ends
 * nothing. Under another kernel of the family it only runs.
 */
public final class CellContext {

    private final ShellReplyEnvironment cell;

    private CellContext(ShellReplyEnvironment cell) {
        this.cell = cell;
    }

    /** Returns the running cell, or the last one if none is running. */
    public static CellContext current() {
        JavaKernel kernel = JavaKernel.running();
        return new CellContext(kernel == null ? null : Capture.cellOf(kernel.cell()));
    }

    /** Runs code, and shows what it prints and how it fails under this cell. */
    public void run(Runnable code) {
        CellFailure failure = Handlers.attempt(code, cell);
        if (failure != null && cell != null) {
            cell.publish(new PublishError(failure.name(), failure.getMessage(), failure.lines()));
        } else if (failure != null) {
            failure.lines().forEach(System.err::println);
        }
    }

    /** Runs code, and hands on what it prints and shows and how it fails, each as a notebook stores an output. */
    public void capture(Runnable code, Consumer<JsonObject> outputs) {
        CellFailure failure = Handlers.attempt(code, cell == null ? null : new Capture(cell, outputs));
        if (failure != null) {
            outputs.accept(Json.output(failure));
        }
    }

    /** Sends what was printed so far, so that what is shown next stands below it. */
    public static void flush() {
        JavaKernel kernel = JavaKernel.running();
        if (kernel != null && kernel.hasClient()) {
            kernel.connection().streams().flush();
        }
    }

    /** Returns whether a client's news of one of these comms have arrived and wait to be handled. */
    public static boolean newsWait(Set<String> comms) {
        JavaKernel kernel = JavaKernel.running();
        return kernel != null && kernel.hasClient() && kernel.connection().newsWait(comms);
    }
}
