// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.Locale;

/** The systems that differ in how paths are written, where a user's things lie, and how a process is started. */
enum OperatingSystem {

    LINUX, MACOS, WINDOWS;

    /** Returns the one that this process runs on. */
    static OperatingSystem here() {
        return of(System.getProperty("os.name"));
    }

    /** Returns the one that Java has this name for; other Unixes are as Linux is. */
    static OperatingSystem of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("windows") ? WINDOWS : lower.startsWith("mac") ? MACOS : LINUX;
    }

    /** Returns what divides the paths of a list. */
    String pathSeparator() {
        return this == WINDOWS ? ";" : ":";
    }
}
