// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import koopman.display.LiveLine;

/**
 * The download of one file from the first mirror that gives it whole. What has come is kept beside the target, so that a
 * later download goes on from there; the target appears only when its digest is right. Of several downloads at once, in one
 * virtual machine or several, one works and the others wait for it.
 *
 * @param target where the file goes
 * @param digest the MD5 of its bytes, packed or unpacked
 * @param patience how long a mirror may be silent before the next one is asked
 */
record Download(Path target, String digest, Duration patience) {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int PARTIAL = 206;
    private static final int COMPLETE = 200;
    private static final int NOTHING_LEFT = 416;
    private static final double MEGABYTE = 1e6;

    Download(Path target, String digest) {
        this(target, digest, PATIENCE);
    }

    /**
     * Downloads the file, unless it is there by now.
     *
     * @param mirrors addresses of folders that hold a file of the target's name, tried in turn
     * @throws IOException if no mirror gives the file whole; the message says what each one did
     */
    void from(List<String> mirrors) throws IOException {
        synchronized (Download.class) { // one lock a virtual machine: a file lock does not tell its threads apart
            Files.createDirectories(target.getParent());
            try (FileChannel turn = FileChannel.open(lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = turn.lock()) {
                if (!Files.exists(target)) {
                    fetch(mirrors);
                }
            } finally {
                Files.deleteIfExists(lock());
            }
        }
    }

    private Path part() {
        return target.resolveSibling(target.getFileName() + ".part");
    }

    private Path lock() {
        return target.resolveSibling(target.getFileName() + ".lock");
    }

    private void fetch(List<String> mirrors) throws IOException {
        var troubles = new ArrayList<String>();
        for (String mirror : mirrors) {
            try (FileChannel part = FileChannel.open(part(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                fetch(part, URI.create(mirror).resolve(target.getFileName().toString()));
            } catch (IOException failed) {
                troubles.add(mirror + ": " + reason(failed));
                continue;
            }
            Files.move(part(), target, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        if (Files.exists(part()) && Files.size(part()) == 0) {
            Files.delete(part());
        }
        throw new IOException(String.join("; ", troubles));
    }

    /** Goes on where an earlier download stopped; if that gives another file than wanted, begins anew once. */
    private void fetch(FileChannel part, URI address) throws IOException {
        boolean resumed = part.size() > 0;
        transfer(part, address);
        try {
            Digest.require(part(), digest, "another file");
        } catch (IOException wrong) {
            part.truncate(0);
            if (!resumed) {
                throw wrong;
            }
            fetch(part, address);
        }
    }

    private static String reason(IOException failed) {
        return failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
    }

    private void transfer(FileChannel part, URI address) throws IOException {
        long start = part.size();
        HttpResponse<InputStream> answer = ask(address, start);
        try (InputStream body = new HeardStream(answer.body(), patience)) {
            if (answer.statusCode() == NOTHING_LEFT) {
                return;
            }
            if (answer.statusCode() != COMPLETE && answer.statusCode() != PARTIAL) {
                throw new IOException("status " + answer.statusCode());
            }
            if (answer.statusCode() == COMPLETE) {
                start = 0;
                part.truncate(0);
            }
            part.position(start);
            long length = answer.headers().firstValueAsLong("Content-Length").orElse(-1);
            copy(body, Channels.newOutputStream(part), start, length);
        }
    }

    private HttpResponse<InputStream> ask(URI address, long start) throws IOException {
        HttpClient client = HttpClient.newBuilder().connectTimeout(patience).followRedirects(HttpClient.Redirect.NORMAL)
                .proxy(ProxySelector.getDefault()).build();
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(patience);
        if (start > 0) {
            request.header("Range", "bytes=" + start + "-");
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped on request", stopped);
        }
    }

    /** Copies all of a body of so many bytes, or of unknown length where it is negative. */
    private void copy(InputStream body, OutputStream to, long start, long length) throws IOException {
        LiveLine line = LiveLine.open();
        String name = "downloading " + target.getFileName();
        var buffer = new byte[1 << 16];
        long done = 0;
        try {
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                to.write(buffer, 0, count);
                done += count;
                line.show(name + size(start + done) + (length < 0 ? "" : " of" + size(start + length)));
            }
            if (length >= 0 && done < length) {
                throw new IOException("sent " + (start + done) + " of " + (start + length) + " bytes");
            }
            line.end(name + ":" + size(start + done));
        } catch (IOException cut) {
            line.end(name + ":" + size(start + done) + ", then: " + reason(cut));
            throw cut;
        }
    }

    private static String size(long bytes) {
        return String.format(Locale.ROOT, " %.1f MB", bytes / MEGABYTE);
    }
}
