// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.nio.file.Path;

/**
 * How paths are typed on a system: a tilde begins the user's own folder, and on Windows either slash divides names, whose
 * case doesn't matter.
 *
 * @param system the system
 * @param home the user's own folder, of the file system that paths are of
 */
record PathStyle(OperatingSystem system, Path home) {

    /** Returns the style of this machine and user. */
    static PathStyle here() {
        return new PathStyle(OperatingSystem.here(), Path.of(System.getProperty("user.home")));
    }

    boolean isWindows() {
        return system == OperatingSystem.WINDOWS;
    }

    /** Returns the path that a user typed so. */
    Path path(String text) {
        boolean own = text.equals("~") || text.startsWith("~/") || isWindows() && text.startsWith("~\\");
        return home.getFileSystem().getPath(own ? home + text.substring(1) : text);
    }

    /** Returns where the last name of a typed path begins. */
    int lastName(String text) {
        return Math.max(text.lastIndexOf('/'), isWindows() ? text.lastIndexOf('\\') : -1) + 1;
    }

    /** Returns the names of a typed path; an empty one at its end says that it is a folder's. */
    String[] names(String text) {
        return text.split(isWindows() ? "[/\\\\]" : "/", -1);
    }
}
