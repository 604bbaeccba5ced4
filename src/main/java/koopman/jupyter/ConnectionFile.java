// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.stream.IntStream;
import koopman.display.Brief;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;

/** The file in which Jupyter tells a kernel its addresses and the key of its messages. */
final class ConnectionFile {

    private static final Set<String> TRANSPORTS = Set.of("tcp", "ipc");
    private static final int LAST_PORT = 65535;

    private ConnectionFile() {}

    /**
     * Returns what the file says.
     *
     * @throws IOException if it cannot be read, or is not a connection file
     */
    static KernelConnectionProperties read(Path file) throws IOException {
        try {
            var properties = KernelConnectionProperties.parse(Files.readString(file));
            if (properties == null || !isUsable(properties)) {
                throw new IOException(file + " must be a connection file of Jupyter's, with ports and a transport");
            }
            properties.createHMACGenerator(); // refuses a scheme that it doesn't know
            return properties;
        } catch (GeneralSecurityException | RuntimeException | CharacterCodingException unusable) {
            throw new IOException(file + " must be a connection file of Jupyter's: " + Brief.of(unusable.getMessage()), unusable);
        }
    }

    /** Without an address a kernel would listen to everyone. */
    private static boolean isUsable(KernelConnectionProperties properties) {
        return TRANSPORTS.contains(String.valueOf(properties.getTransport()))
                && properties.getIp() != null && !properties.getIp().isBlank() && properties.getIp().indexOf('\0') < 0
                && IntStream.of(properties.getShellPort(), properties.getControlPort(), properties.getStdinPort(),
                        properties.getHbPort(), properties.getIopubPort()).allMatch(port -> port > 0 && port <= LAST_PORT);
    }
}
