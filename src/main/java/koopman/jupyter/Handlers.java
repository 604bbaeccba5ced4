// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.Arrays;
import java.util.List;
import koopman.jupyter.CellShell.Place;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;

/** Runs code of the user's that is no cell, such as the handler of an event. */
public final class Handlers {

    private static final String CELLS = "REPL.";
    private static final ThreadLocal<Throwable> THROWN = new ThreadLocal<>();

    private Handlers() {}

    /** Runs code whose outputs go to this place, and returns how it failed, or null. */
    static CellFailure attempt(Runnable code, ShellReplyEnvironment place) {
        JavaKernel kernel = JavaKernel.running();
        if (kernel == null || !kernel.hasClient() || !kernel.connection().isOnShell()) {
            return elsewhere(code);
        }
        ShellReplyEnvironment before = kernel.connection().place();
        kernel.connection().showAt(place);
        try {
            return Interrupts.isInCell() ? within(kernel, code) : alone(kernel, code);
        } finally {
            kernel.connection().showAt(before);
        }
    }

    /** Without our kernel, or on a thread of the user's own, whose output is the running cell's. */
    private static CellFailure elsewhere(Runnable code) {
        try {
            code.run();
            return null;
        } catch (Interrupts.CellInterrupted interrupted) {
            throw interrupted;
        } catch (Throwable failed) {
            return CellFailure.of(failed);
        }
    }

    /** An interrupt is the running cell's own affair. */
    private static CellFailure within(JavaKernel kernel, Runnable code) {
        try {
            code.run();
            return null;
        } catch (Interrupts.CellInterrupted interrupted) {
            throw interrupted;
        } catch (Throwable failed) {
            try {
                return described(kernel, failed);
            } finally {
                Interrupts.enterUserCode();
            }
        }
    }

    private static CellFailure alone(JavaKernel kernel, Runnable code) {
        Thread.currentThread().setContextClassLoader(kernel.shell().classLoader());
        Interrupts.beginCell();
        try {
            Interrupts.enterUserCode();
            code.run();
            return null;
        } catch (Throwable failed) {
            Interrupts.leaveUserCode();
            return described(kernel, failed);
        } finally {
            Interrupts.leaveUserCode();
            Interrupts.endCell();
        }
    }

    /** Has the Java session throw it once more, which knows the lines of its cells. */
    private static CellFailure described(JavaKernel kernel, Throwable failed) {
        for (Throwable each = failed; each != null; each = each.getCause()) {
            each.setStackTrace(ofTheUser(each.getStackTrace()));
        }
        THROWN.set(failed);
        try {
            kernel.shell().eval(Handlers.class.getName() + ".raise();", new Place(kernel.session().count(), 1));
            return CellFailure.of(failed);
        } catch (CellFailure described) {
            return described;
        } catch (Throwable unexpected) {
            return CellFailure.of(failed);
        }
    }

    /** Returns the frames up to the last one of a cell's code, or up to the kernel's. */
    private static StackTraceElement[] ofTheUser(StackTraceElement[] trace) {
        List<String> types = Arrays.stream(trace).map(StackTraceElement::getClassName).toList();
        int end = types.indexOf(Handlers.class.getName());
        end = end < 0 ? trace.length : end;
        for (int i = 0; i < end; i++) {
            if (types.get(end - 1 - i).startsWith(CELLS)) {
                return Arrays.copyOf(trace, end - i);
            }
        }
        return Arrays.copyOf(trace, end);
    }

    /** Throws what the handler threw that ran last on this thread; for the kernel's own use. */
    public static void raise() throws Throwable {
        Throwable thrown = THROWN.get();
        THROWN.remove();
        if (thrown != null) {
            throw thrown;
        }
    }
}
