package koopman.jupyter;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import koopman.jupyter.CellShell.Place;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** The session of a notebook: its Java, which starts while Jupyter is still connecting, and the cell that runs. */
final class Session {

    private final Magics magics;
    private volatile CompletableFuture<CellShell> shell =
            CompletableFuture.supplyAsync(CellShell::new, task -> new Thread(task, "warm-up").start());
    private final TimeLimit timeLimit = Startup.ofProcess().timeLimit();
    private volatile NativeOutput nativeOutput;
    private int count;

    Session(JavaKernel kernel) {
        this.magics = new Magics(kernel);
    }

    /** Leads what native code prints to these streams, once Java has started. */
    void printTo(Streams streams) {
        shell.thenRun(() -> nativeOutput = NativeOutput.to(streams::writeNative));
    }

    Magics magics() {
        return magics;
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
    }

    /** Returns the number of the running cell, or of the next one. */
    int count() {
        return count;
    }

    /** Returns what a cell shows of its value, or null if nothing. */
    DisplayData run(String code, int number) throws CellFailure {
        count = number;
        shell();
        Interrupts.beginCell();
        try {
            Startup.ofProcess().run(magics);
            Object value = timeLimit.within(() -> evaluate(code));
            return value == CellShell.NOTHING ? null : Notebook.shown(value);
        } catch (CellFailure failure) {
            throw failure;
        } catch (Throwable unexpected) {
            throw CellFailure.of(unexpected);
        } finally {
            Interrupts.endCell();
            drainNativeOutput();
        }
    }

    private void drainNativeOutput() {
        NativeOutput pipe = nativeOutput;
        if (pipe != null) {
            pipe.drain();
        }
    }

    /** Returns the value of source that runs as if it stood in the running cell, magics included. */
    Object evaluate(String source) throws CellFailure {
        Place start = new Place(count, 1);
        try {
            return magics.evaluate(source, start);
        } catch (CellFailure failure) {
            throw failure;
        } catch (Throwable unexpected) {
            throw CellFailure.of(unexpected);
        }
    }
}
