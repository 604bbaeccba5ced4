// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.nio.charset.StandardCharsets;
import org.dflib.jjava.jupyter.channels.JupyterInputStream;

/** What cells read from {@code System.in}: lines that the client asks its user for, if the client does that at all. */
final class UserInput extends JupyterInputStream {

    UserInput() {
        super(StandardCharsets.UTF_8);
    }

    @Override
    public synchronized int read() {
        refuseWithoutUser();
        return super.read();
    }

    @Override
    public int read(byte[] into, int from, int length) {
        refuseWithoutUser();
        return super.read(into, from, length);
    }

    /** Not an IOException: a Scanner would keep that for itself and say that no line was found. */
    private void refuseWithoutUser() {
        if (!isEnabled()) {
            throw new IllegalStateException("System.in (not offered by this client) must be answered by a user: "
                    + "run the cell in a notebook or console");
        }
    }
}
