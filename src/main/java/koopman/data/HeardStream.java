// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** A stream from afar that is closed when nothing has come for a while, so that whoever reads it does not wait for ever. */
final class HeardStream extends FilterInputStream {

    private final Duration patience;
    private final Thread watch;
    private volatile long heardNanos = System.nanoTime();
    private volatile boolean silent;

    HeardStream(InputStream in, Duration patience) {
        super(in);
        this.patience = patience;
        watch = new Thread(this::watch, "download watch");
        watch.setDaemon(true);
        watch.start();
    }

    private void watch() {
        try {
            for (long left = left(); left > 0; left = left()) {
                Thread.sleep(left / 1_000_000 + 1);
            }
            silent = true;
            in.close();
        } catch (InterruptedException | IOException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private long left() {
        return heardNanos + patience.toNanos() - System.nanoTime();
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        try {
            int count = in.read(into, from, length);
            heardNanos = System.nanoTime();
            if (count < 0 && silent) {
                throw silence(null);
            }
            return count;
        } catch (IOException failed) {
            throw silent ? silence(failed) : failed;
        }
    }

    private IOException silence(IOException cause) {
        return new IOException("fell silent for " + patience.toSeconds() + " s", cause);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public void close() throws IOException {
        watch.interrupt();
        super.close();
    }
}
