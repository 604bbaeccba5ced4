// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A socket file that leads to a port of this machine. JeroMQ 0.6 only plays ipc over TCP, so no client but itself
 * would find it; the bytes are the same on both, and go over as they come.
 */
final class IpcRelay {

    private static final int BUFFER = 64 << 10;

    private final ServerSocketChannel server;
    private final InetSocketAddress port;

    private IpcRelay(ServerSocketChannel server, int port) {
        this.server = server;
        this.port = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /**
     * Opens a file that leads to this port, until the process ends.
     *
     * @throws IOException if the file cannot be made, or another process listens there
     */
    static void open(Path file, int port) throws IOException {
        removeAbandoned(file);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(file));
        file.toFile().deleteOnExit();
        var permissions = Files.getFileAttributeView(file, PosixFileAttributeView.class); // null where files have none
        if (permissions != null) {
            permissions.setPermissions(PosixFilePermissions.fromString("rw-------"));
        }
        start(new IpcRelay(server, port)::accept);
    }

    /** A kernel that was killed leaves its files behind. */
    private static void removeAbandoned(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (SocketChannel other = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
            throw new IOException("addresses of the connection file (" + file + ") must be free: end the kernel that "
                    + "uses them, or have Jupyter write another file");
        } catch (ConnectException nobodyListens) {
            Files.delete(file);
        }
    }

    private static void start(Runnable relaying) {
        Thread thread = new Thread(relaying, "ipc");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                lead(server.accept());
            } catch (Throwable refused) {
                Reserve.releaseAfter(refused);
                KernelLog.report("The kernel could not take a connection", refused);
            }
        }
    }

    private void lead(SocketChannel client) throws IOException {
        try {
            SocketChannel kernel = SocketChannel.open(port);
            start(() -> copy(client, kernel));
            start(() -> copy(kernel, client));
        } catch (IOException nobodyListens) {
            client.close();
            throw nobodyListens;
        }
    }

    private static void copy(ByteChannel from, ByteChannel to) {
        try (from; to) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
            while (from.read(buffer.clear()) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
            }
        } catch (ClosedChannelException otherDirectionEnded) {
            Thread.yield();
        } catch (IOException broken) {
            KernelLog.report("A connection broke", broken);
        }
    }
}
