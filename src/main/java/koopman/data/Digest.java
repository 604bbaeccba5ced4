package koopman.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The MD5 digest by which the publishers of data sets tell the original from an altered file. */
final class Digest {

    private Digest() {}

    /**
     * Accepts a file whose bytes, as they are or unpacked, have the digest: mirrors pack the same contents differently.
     *
     * @throws IOException if neither has; the message ends with the remedy
     */
    static void require(Path file, String digest, String remedy) throws IOException {
        String packed = of(Files.readAllBytes(file));
        if (!packed.equals(digest)) {
            String unpacked = of(IdxFile.unpacked(file));
            if (!unpacked.equals(digest)) {
                throw new IOException(file + ": MD5 (" + unpacked + ") must be " + digest + ", that of the original: " + remedy);
            }
        }
    }

    private static String of(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
