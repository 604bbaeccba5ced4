// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.IOException;
import java.nio.file.Path;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.zeromq.ZMQ;

/** Where the sockets of a connection listen: at ports of TCP, or at files of the system for the transport ipc. */
final class Addresses {

    private static final String ANY_PORT = "tcp://127.0.0.1:*";

    private final KernelConnectionProperties connection;

    Addresses(KernelConnectionProperties connection) {
        this.connection = connection;
    }

    /**
     * Has a socket listen at the address that the connection has for this port.
     *
     * @throws IOException if that is a file which cannot be made
     */
    void bind(ZMQ.Socket socket, int port) throws IOException {
        if (connection.getTransport().equals("ipc")) {
            socket.bind(ANY_PORT);
            String bound = socket.getLastEndpoint();
            IpcRelay.open(Path.of(connection.getIp() + "-" + port),
                    Integer.parseInt(bound.substring(bound.lastIndexOf(':') + 1)));
        } else {
            socket.bind(connection.getTransport() + "://" + connection.getIp() + ":" + port);
        }
    }
}
