// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;

/**
 * What cells print, gathered into messages: a message goes out when 64 KB are together, when the other stream is
 * written to, when something else is shown, and otherwise every twentieth of a second.
 */
final class Streams {

    private static final int MESSAGE_BYTES = 64 << 10;
    private static final int PERIOD_MILLIS = 50;

    private final BiConsumer<StreamType, String> publisher;
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream(MESSAGE_BYTES);
    private StreamType current = StreamType.OUT;

    final PrintStream out = stream(StreamType.OUT);
    final PrintStream err = stream(StreamType.ERR);

    Streams(BiConsumer<StreamType, String> publisher) {
        this.publisher = publisher;
    }

    /** Makes System.out and System.err lead here, and sends what is gathered from time to time. */
    void install() {
        System.setOut(out);
        System.setErr(err);
        Thread ticking = new Thread(this::tick, "stream flush");
        ticking.setDaemon(true);
        ticking.start();
    }

    /** Makes System.out and System.err lead here again, wherever a cell has led them. */
    void restore() {
        if (System.out != out || System.err != err) {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private void tick() {
        while (tickOnce()) {
            continue;
        }
        flush();
    }

    private boolean tickOnce() {
        try {
            Thread.sleep(PERIOD_MILLIS);
            synchronized (this) {
                while (gathered.size() == 0) {
                    wait();
                }
            }
            Thread.sleep(PERIOD_MILLIS);
            flush();
            return true;
        } catch (InterruptedException end) {
            return false;
        } catch (Throwable unexpected) {
            Reserve.releaseAfter(unexpected);
            return true;
        }
    }

    /** Sends what is gathered, whole characters only. */
    synchronized void flush() {
        send(wholeCharacters(gathered.toByteArray()));
    }

    private void send(int length) {
        if (length == 0) {
            return;
        }
        byte[] bytes = gathered.toByteArray();
        gathered.reset();
        gathered.write(bytes, length, bytes.length - length);
        publisher.accept(current, new String(bytes, 0, length, StandardCharsets.UTF_8));
    }

    /** Returns the length without a character at the end of which only the first bytes are there. */
    private static int wholeCharacters(byte[] bytes) {
        int last = bytes.length - 1;
        while (last >= 0 && last > bytes.length - 4 && (bytes[last] & 0xC0) == 0x80) {
            last--;
        }
        if (last < 0 || bytes[last] >= 0) {
            return bytes.length;
        }
        int expected = Integer.numberOfLeadingZeros(~(bytes[last] << 24));
        return bytes.length - last < expected ? last : bytes.length;
    }

    private void write(StreamType stream, byte[] bytes, int from, int length) {
        Interrupts.enterKernel();
        try {
            gather(stream, bytes, from, length);
        } finally {
            Interrupts.leaveKernel();
        }
    }

    private synchronized void gather(StreamType stream, byte[] bytes, int from, int length) {
        if (stream != current && gathered.size() > 0) {
            send(gathered.size());
        }
        current = stream;
        boolean wasEmpty = gathered.size() == 0;
        gathered.write(bytes, from, length);
        if (gathered.size() >= MESSAGE_BYTES) {
            flush();
        } else if (wasEmpty) {
            notifyAll();
        }
    }

    /** Takes what came to standard output, but not through Java's own stream. */
    void writeNativeOut(byte[] bytes) {
        write(StreamType.OUT, bytes, 0, bytes.length);
    }

    /** Takes what came to standard error, but not through Java's own stream. */
    void writeNativeError(byte[] bytes) {
        write(StreamType.ERR, bytes, 0, bytes.length);
    }

    private PrintStream stream(StreamType type) {
        return new ConsoleStream(new OutputStream() {
            @Override
            public void write(int b) {
                Streams.this.write(type, new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                Streams.this.write(type, bytes, from, length);
            }
        });
    }
}
