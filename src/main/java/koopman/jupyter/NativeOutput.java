// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * What native code, child processes and the virtual machine itself write to the file descriptor of standard output
 * or error: led through a pipe to the notebook. Where that cannot be done (Windows), it goes to Jupyter's log.
 */
final class NativeOutput {

    private static final int STANDARD_OUT = 1;
    private static final int STANDARD_ERROR = 2;
    private static final int BUFFER = 8192;

    /** A process in the background may write for ever: then its output comes late. */
    private static final long PATIENCE_NANOS = 2_000_000_000L;

    /** The functions of the C library that this takes. */
    public interface C extends Library {
        int pipe(int[] ends);

        int dup(int file);

        int dup2(int from, int to);

        int close(int file);

        long write(int file, byte[] bytes, long length);

        int fflush(Pointer everything);
    }

    private final C c;
    private final InputStream pipe;
    private volatile boolean passing;

    private NativeOutput(C c, InputStream pipe) {
        this.c = c;
        this.pipe = pipe;
    }

    /** Returns standard output led to a consumer, or null if this system has no such pipes. */
    static NativeOutput ofStandardOut(Consumer<byte[]> consumer) {
        return of(STANDARD_OUT, consumer);
    }

    /** Returns standard error led to a consumer, or null if this system has no such pipes; Jupyter's log stays. */
    static NativeOutput ofStandardError(Consumer<byte[]> consumer) {
        keepLog();
        return of(STANDARD_ERROR, consumer);
    }

    private static NativeOutput of(int descriptor, Consumer<byte[]> consumer) {
        try {
            C c = Native.load("c", C.class);
            int[] ends = new int[2];
            if (c.pipe(ends) != 0 || c.dup2(ends[1], descriptor) < 0) {
                return null;
            }
            c.close(ends[1]);
            NativeOutput output = new NativeOutput(c, new FileInputStream("/dev/fd/" + ends[0]));
            Thread thread = new Thread(() -> output.pass(consumer), "native output " + descriptor);
            thread.setDaemon(true);
            thread.start();
            return output;
        } catch (IOException | LinkageError unavailable) {
            return null;
        }
    }

    private static void keepLog() {
        try {
            C c = Native.load("c", C.class);
            int kept = c.dup(STANDARD_ERROR);
            KernelLog.leadTo(new PrintStream(new OutputStream() {
                @Override
                public void write(int b) {
                    c.write(kept, new byte[] {(byte) b}, 1);
                }

                @Override
                public void write(byte[] bytes, int from, int length) {
                    c.write(kept, Arrays.copyOfRange(bytes, from, from + length), length);
                }
            }, true, StandardCharsets.UTF_8));
        } catch (LinkageError unavailable) {
            KernelLog.report("Output of native code stays in this log");
        }
    }

    private void pass(Consumer<byte[]> consumer) {
        byte[] buffer = new byte[BUFFER];
        while (passNext(buffer, consumer)) {
            passing = false;
        }
        passing = false;
    }

    /** Passes one piece on and returns whether there can be more. */
    private boolean passNext(byte[] buffer, Consumer<byte[]> consumer) {
        try {
            int length = pipe.read(buffer);
            passing = true;
            if (length > 0) {
                consumer.accept(Arrays.copyOf(buffer, length));
            }
            return length >= 0;
        } catch (IOException closed) {
            return false;
        } catch (Throwable unexpected) {
            Reserve.releaseAfter(unexpected);
            return true;
        }
    }

    /** Waits until what native code has written so far has been passed on, for some seconds at most. */
    void drain() {
        long start = System.nanoTime();
        try {
            c.fflush(null);
            while ((pipe.available() > 0 || passing) && System.nanoTime() - start < PATIENCE_NANOS) {
                Thread.sleep(1);
            }
        } catch (IOException closed) {
            passing = false;
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
    }
}
