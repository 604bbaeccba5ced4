// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a server of the test's own, which behaves as badly as mirrors do. */
class DownloadTest {

    private static final byte[] CONTENT = new byte[300_000];

    static {
        new Random(5).nextBytes(CONTENT);
    }

    @TempDir
    Path folder;

    private final List<String> asked = new ArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        on("/good/", exchange -> answer(exchange, CONTENT, CONTENT.length));
        on("/cut/", exchange -> answer(exchange, Arrays.copyOf(CONTENT, 100_000), CONTENT.length));
        on("/altered/", exchange -> answer(exchange, new byte[CONTENT.length], CONTENT.length));
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    @AfterEach
    void stop() {
        release.countDown();
        server.stop(0);
    }

    @Test
    void aWholeFileIsMovedIntoPlace() throws Exception {
        download().from(List.of(mirror("good")));
        assertArrayEquals(CONTENT, Files.readAllBytes(target()));
        assertEquals(List.of("set.gz"), names());
    }

    @Test
    void theNextMirrorIsAskedWhenOneFails() throws Exception {
        download().from(List.of(mirror("nothing"), mirror("altered"), mirror("good")));
        assertArrayEquals(CONTENT, Files.readAllBytes(target()));
    }

    @Test
    void aDownloadThatWasCutGoesOnWhereItStopped() throws Exception {
        assertThrows(IOException.class, () -> download().from(List.of(mirror("cut"))));
        assertFalse(Files.exists(target()));
        long kept = Files.size(folder.resolve("set.gz.part")); // how much of a cut answer arrives is up to the network
        assertTrue(kept > 0 && kept <= 100_000, "bytes kept " + kept);
        asked.clear();
        download().from(List.of(mirror("good")));
        assertEquals(List.of("bytes=" + kept + "-"), asked);
        assertArrayEquals(CONTENT, Files.readAllBytes(target()));
    }

    @Test
    void aMirrorThatFallsSilentIsLeftAndTheNextGoesOnFromThere() throws Exception {
        on("/silent/", exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 100_000);
            exchange.getResponseBody().flush();
            await(release);
        });
        var download = new Download(target(), download().digest(), Duration.ofSeconds(1));
        download.from(List.of(mirror("silent"), mirror("good")));
        assertArrayEquals(CONTENT, Files.readAllBytes(target()));
        assertTrue(asked.get(1).matches("bytes=[1-9]\\d*-"), asked::toString);
        assertEquals(List.of("set.gz"), names());
    }

    @Test
    void whatWasKeptOfAnotherFileIsDroppedAndTheFileFetchedAnew() throws Exception {
        Files.write(folder.resolve("set.gz.part"), new byte[100_000]);
        download().from(List.of(mirror("good")));
        assertArrayEquals(CONTENT, Files.readAllBytes(target()));
    }

    @Test
    void anAlteredFileNeverAppears() throws Exception {
        String message = assertThrows(IOException.class, () -> download().from(List.of(mirror("altered"), mirror("nothing"))))
                .getMessage();
        assertTrue(message.contains("/altered/: ") && message.contains("MD5 (") && message.contains("/nothing/: status 404"),
                message);
        assertFalse(Files.exists(target()));
    }

    @Test
    void ofSeveralDownloadsAtOnceOneWorks() throws Exception {
        List<Thread> threads = IntStream.range(0, 4).mapToObj(i -> new Thread(() -> {
            try {
                download().from(List.of(mirror("good")));
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        })).toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(1, asked.size());
        assertArrayEquals(CONTENT, Files.readAllBytes(target()));
    }

    @Test
    void withoutANetworkTheMessageSaysWhereToPutWhat() {
        System.setProperty("koopman.cache", folder.toString());
        System.setProperty("koopman.data", "");
        try {
            var dead = new Download(target(), "0");
            String message = assertThrows(IOException.class, () -> dead.from(List.of("http://127.0.0.1:1/"))).getMessage();
            assertTrue(message.startsWith("http://127.0.0.1:1/: "), message);
        } finally {
            System.clearProperty("koopman.cache");
            System.clearProperty("koopman.data");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private Download download() throws Exception {
        return new Download(target(), HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(CONTENT)));
    }

    private Path target() {
        return folder.resolve("set.gz");
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private String mirror(String name) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name + "/";
    }

    private void on(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            asked.add(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
            handler.handle(exchange);
        });
    }

    /** Sends the rest of the bytes from where the range says, having promised so many in all. */
    private static void answer(HttpExchange exchange, byte[] bytes, int promised) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        exchange.sendResponseHeaders(range == null ? 200 : 206, promised - from);
        try {
            exchange.getResponseBody().write(bytes, from, bytes.length - from);
        } finally {
            exchange.close();
        }
    }
}
