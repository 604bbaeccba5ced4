// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.security.CodeSource;
import java.security.cert.Certificate;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/**
 * A class of a library that cells brought, with checks for interrupts woven in.
 *
 * @param code the class
 * @param source the jar or folder it comes from
 * @param manifest what the jar says of its packages, empty for a folder
 */
record LibraryClass(byte[] code, CodeSource source, Manifest manifest) {

    /**
     * Returns the class that is the file of that name at an address, or null if it is to be loaded as it is: not
     * there, not readable, signed or sealed.
     */
    static LibraryClass at(URL address, String file) {
        try {
            return address == null ? null : address.openConnection() instanceof JarURLConnection jar ? ofJar(jar)
                    : ofFolder(address, file);
        } catch (IOException | RuntimeException unreadable) {
            return null;
        }
    }

    private static LibraryClass ofJar(JarURLConnection jar) throws IOException {
        byte[] code = read(jar.getInputStream());
        Manifest manifest = jar.getManifest() == null ? new Manifest() : jar.getManifest();
        boolean asItIs = jar.getCertificates() != null
                || "true".equalsIgnoreCase(manifest.getMainAttributes().getValue(Attributes.Name.SEALED));
        return asItIs ? null : new LibraryClass(code, new CodeSource(jar.getJarFileURL(), (Certificate[]) null), manifest);
    }

    private static LibraryClass ofFolder(URL address, String file) throws IOException {
        URL folder = new URL(address.toString().substring(0, address.toString().length() - file.length()));
        return new LibraryClass(read(address.openStream()), new CodeSource(folder, (Certificate[]) null), new Manifest());
    }

    private static byte[] read(InputStream stream) throws IOException {
        try (stream) {
            return InterruptWeaver.weaveLibrary(stream.readAllBytes());
        }
    }
}
