// SPDX-License-Identifier: Apache-2.0
package koopman;

import java.io.IOException;
import koopman.jupyter.OwnJar;

/** Starts the command line; a jar that was moved without its libraries says so, whatever the command. */
public final class Launcher {

    private Launcher() {}

    public static void main(String[] arguments) throws IOException {
        try {
            Main.main(arguments);
        } catch (LinkageError incomplete) {
            OwnJar jar = OwnJar.here();
            String fault = jar == null ? "" : jar.fault();
            if (fault.isEmpty()) {
                throw incomplete;
            }
            System.err.println(fault);
            System.exit(1);
        }
    }
}
