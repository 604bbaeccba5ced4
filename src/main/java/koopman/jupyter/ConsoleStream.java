// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A standard stream as cells see it: who closes it, as by closing a writer over it, only flushes it. */
final class ConsoleStream extends PrintStream {

    ConsoleStream(OutputStream out) {
        super(out, false, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        flush();
    }
}
