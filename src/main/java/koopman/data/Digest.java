// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipException;

/** The MD5 digest by which the publishers of data sets tell the original from an altered file. */
final class Digest {

    private Digest() {}

    /**
     * Accepts a file whose bytes, as they are or unpacked, have the digest: mirrors pack the same contents differently.
     *
     * @throws IOException if neither has; the message ends with the remedy
     */
    static void require(Path file, String digest, String remedy) throws IOException {
        if (!is(file, digest)) {
            String unpacked = of(IdxFile.open(file), file);
            throw new IOException(file + ": MD5 (" + unpacked + ") must be " + digest + ", that of the original: " + remedy);
        }
    }

    /** Returns whether a file's bytes, as they are or unpacked, have the digest. */
    static boolean is(Path file, String digest) throws IOException {
        return of(Files.newInputStream(file), file).equals(digest) || of(IdxFile.open(file), file).equals(digest);
    }

    private static String of(InputStream bytes, Path file) throws IOException {
        try (bytes) {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            var buffer = new byte[1 << 16];
            for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (EOFException | ZipException broken) {
            throw IdxFile.unsound(file, broken);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
