package koopman.jupyter;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * What native code, child processes and the virtual machine itself write to the file descriptors of standard
 * output and error: led through a pipe to the notebook. Where that cannot be done (Windows), it goes to Jupyter's log.
 */
final class NativeOutput {

    private static final int STANDARD_OUT = 1;
    private static final int STANDARD_ERROR = 2;
    private static final int BUFFER = 8192;

    /** The functions of the C library that this takes. */
    public interface C extends Library {
        int pipe(int[] ends);

        int dup2(int from, int to);

        int fflush(Pointer everything);
    }

    private final C c;
    private final InputStream pipe;
    private volatile boolean passing;

    private NativeOutput(C c, InputStream pipe) {
        this.c = c;
        this.pipe = pipe;
    }

    /** Returns the output led to a consumer, or null if this system has no such pipes. */
    static NativeOutput to(Consumer<byte[]> consumer) {
        try {
            C c = Native.load("c", C.class);
            int[] ends = new int[2];
            if (c.pipe(ends) != 0 || c.dup2(ends[1], STANDARD_OUT) < 0 || c.dup2(ends[1], STANDARD_ERROR) < 0) {
                return null;
            }
            NativeOutput output = new NativeOutput(c, new FileInputStream("/dev/fd/" + ends[0]));
            Thread thread = new Thread(() -> output.pass(consumer), "native output");
            thread.setDaemon(true);
            thread.start();
            return output;
        } catch (IOException | LinkageError unavailable) {
            return null;
        }
    }

    private void pass(Consumer<byte[]> consumer) {
        byte[] buffer = new byte[BUFFER];
        try {
            for (int length = pipe.read(buffer); length >= 0; length = pipe.read(buffer)) {
                passing = true;
                consumer.accept(Arrays.copyOf(buffer, length));
                passing = false;
            }
        } catch (IOException closed) {
            passing = false;
        }
    }

    /** Waits until what native code has written so far has been passed on. */
    void drain() {
        try {
            c.fflush(null);
            while (pipe.available() > 0 || passing) {
                Thread.sleep(1);
            }
        } catch (IOException closed) {
            passing = false;
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
    }
}
