// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** The systems that PyTorch has native libraries for in the version which this project uses. */
final class NativeSystems {

    private static final List<String> ALL = List.of("Linux x86_64", "Linux aarch64", "macOS aarch64", "Windows x86_64");

    private NativeSystems() {}

    /**
     * Refuses a system without such libraries.
     *
     * @param system what Java calls the system, such as {@code Mac OS X}
     * @param processor what Java calls its processor, such as {@code amd64}
     * @throws UncheckedIOException if there are none: the message names both, those that have some, and the remedy
     */
    static void require(String system, String processor) {
        String here = family(system) + " " + (processor.equals("amd64") ? "x86_64" : processor);
        if (!ALL.contains(here)) {
            String refusal = "system (" + here + ") must be one that PyTorch has native libraries for ("
                    + String.join(", ", ALL) + "): " + remedy(here);
            throw new UncheckedIOException(refusal, new IOException("no native libraries"));
        }
    }

    private static String family(String system) {
        String lower = system.toLowerCase(Locale.ROOT);
        return lower.startsWith("mac") ? "macOS" : lower.startsWith("windows") ? "Windows" : system;
    }

    private static String remedy(String here) {
        return (here.startsWith("Windows ") ? "use a JDK for x86_64, which Windows on ARM runs too, or Linux under WSL"
                : here.startsWith("macOS ") ? "use Linux in a container" : "use another machine")
                + ", or let PYTORCH_LIBRARY_PATH name the folder of a PyTorch of yours";
    }
}
