// SPDX-License-Identifier: Apache-2.0
package koopman.display;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this library, which the build writes into a resource. */
public final class LibraryVersion {

    private static final String RESOURCE = "/koopman/version.properties";
    private static final String TEXT = read();

    private LibraryVersion() {}

    /** Returns the version, such as "0.1.0"; or "unbuilt" where classes were compiled without the build. */
    public static String text() {
        return TEXT;
    }

    private static String read() {
        try (InputStream in = LibraryVersion.class.getResourceAsStream(RESOURCE)) {
            var properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "unbuilt");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
