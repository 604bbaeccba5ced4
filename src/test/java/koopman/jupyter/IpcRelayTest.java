// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class IpcRelayTest {

    @Test
    void bytesGoBothWays(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("kernel-1");
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            IpcRelay.open(file, server.getLocalPort());
            try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(file));
                    var accepted = server.accept()) {
                client.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
                assertEquals(3, accepted.getInputStream().readNBytes(3)[2]);
                accepted.getOutputStream().write(7);
                ByteBuffer answer = ByteBuffer.allocate(1);
                client.read(answer);
                assertEquals(7, answer.get(0));
            }
        }
    }

    @Test
    void theFileOfAKilledKernelIsTakenOver(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("kernel-1");
        try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            killed.bind(UnixDomainSocketAddress.of(file));
        }
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            IpcRelay.open(file, server.getLocalPort());
            assertTrue(assertThrows(IOException.class, () -> IpcRelay.open(file, 1)).getMessage()
                    .contains("must be free"));
        }
    }
}
