// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import koopman.jupyter.CellShell.Place;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** The session of a notebook: its Java, which starts while Jupyter is still connecting, and the cell that runs. */
final class Session {

    private final JavaKernel kernel;
    private final Extensions extensions = new Extensions();
    private final Magics magics;
    private final Rescue rescue = new Rescue();
    private volatile CompletableFuture<CellShell> shell =
            CompletableFuture.supplyAsync(CellShell::new, task -> new Thread(task, "warm-up").start());
    private volatile List<NativeOutput> nativeOutput = List.of();
    private Streams streams;
    private final TimeLimit timeLimit = Startup.ofProcess().timeLimit();
    private int count;

    Session(JavaKernel kernel) {
        this.kernel = kernel;
        this.magics = new Magics(kernel);
    }

    /** Leads what native code prints to these streams, once Java has started. */
    void printTo(Streams streams) {
        this.streams = streams;
        shell.thenRun(() -> nativeOutput = Stream.of(NativeOutput.ofStandardOut(streams::writeNativeOut),
                NativeOutput.ofStandardError(streams::writeNativeError)).filter(Objects::nonNull).toList());
    }

    Magics magics() {
        return magics;
    }

    Extensions extensions() {
        return extensions;
    }

    /** Returns the session's Java, waiting for it to have started. */
    CellShell shell() {
        try {
            CellShell ready = shell.get();
            Thread.currentThread().setContextClassLoader(ready.classLoader());
            return ready;
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException("The Java session could not start: " + failed.getCause(), failed);
        }
    }

    /** Starts Java anew, with the class path as it is. */
    void reset() {
        CellShell old = shell();
        CellShell fresh = new CellShell();
        old.added().forEach(fresh::addToClasspath);
        old.close();
        shell = CompletableFuture.completedFuture(fresh);
        extensions.adopt(kernel);
    }

    /** Returns the number of the running cell, or of the next one. */
    int count() {
        return count;
    }

    /** Returns what a cell shows of its value, or null if nothing. */
    DisplayData run(String code, int number) throws CellFailure {
        count = number;
        Reserve.awaitRecovery();
        Interrupts.beginCell(); // before Java has started: who interrupts meanwhile is heard
        Reserve.beginCell();
        try {
            extensions.begin(kernel);
            rescue.begin(code, shell());
            Startup.ofProcess().run(magics);
            Object value = timeLimit.within(() -> evaluateWithRoom(code));
            DisplayData shown = value == CellShell.NOTHING ? null : Notebook.shown(value);
            Reserve.check();
            return shown;
        } catch (Throwable problem) {
            throw failure(problem);
        } finally {
            Interrupts.endCell();
            if (Reserve.takeRanOut()) {
                makeRoom();
            }
            streams.restore();
            nativeOutput.forEach(NativeOutput::drain);
        }
    }

    /** A cell that could not be compiled for what earlier ones hold is tried again, with all room that there is. */
    private Object evaluateWithRoom(String code) throws CellFailure {
        try {
            return evaluate(code);
        } catch (CellFailure failure) {
            boolean ranOut = Reserve.takeRanOut();
            if (ranOut) {
                makeRoom();
            }
            if (!ranOut || Interrupts.userCodeRan() || magics.isMagic(code)) {
                throw failure;
            }
            Reserve.beginCell();
            return evaluate(code);
        }
    }

    private void makeRoom() {
        shell().renewCompiler();
        rescue.makeRoom(shell());
    }

    private static CellFailure failure(Throwable problem) {
        Reserve.releaseAfter(problem);
        if (problem instanceof CellFailure failure) {
            return Reserve.explained(failure);
        }
        boolean interrupted = Interrupts.requested() && (problem instanceof Interrupts.CellInterrupted
                || problem instanceof ThreadDeath || problem instanceof InterruptedException);
        return interrupted ? new CellFailure("Interrupted", "the cell was interrupted", List.of("Interrupted"))
                : Reserve.explained(CellFailure.of(problem));
    }

    /** Returns the value of source that runs as if it stood in the running cell, magics included. */
    Object evaluate(String source) throws CellFailure {
        Place start = new Place(count, 1);
        try {
            return magics.evaluate(source, start);
        } catch (Throwable problem) {
            throw failure(problem);
        }
    }
}
