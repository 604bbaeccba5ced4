// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RFC 1321 gives the digest of these letters. */
class DigestTest {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
    private static final String DIGEST = "c3fcd3d76192e4007dfb496cca67e13b";

    @TempDir
    Path folder;

    @Test
    void aFileIsTheOriginalHoweverItIsPacked() throws IOException {
        accepted(LETTERS.getBytes(StandardCharsets.UTF_8));
        accepted(packed(LETTERS, Deflater.NO_COMPRESSION));
        accepted(packed(LETTERS, Deflater.BEST_COMPRESSION));
        assertNotEquals(packed(LETTERS, Deflater.NO_COMPRESSION).length, packed(LETTERS, Deflater.BEST_COMPRESSION).length);
    }

    @Test
    void otherContentsAreRefusedWithTheRemedy() throws IOException {
        Path file = Files.write(folder.resolve("file.gz"), packed("abc", Deflater.BEST_COMPRESSION));
        assertEquals(file + ": MD5 (900150983cd24fb0d6963f7d28e17f72) must be " + DIGEST
                + ", that of the original: fetch it again",
                assertThrows(IOException.class, () -> Digest.require(file, DIGEST, "fetch it again")).getMessage());
    }

    private void accepted(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("file"), bytes);
        assertDoesNotThrow(() -> Digest.require(file, DIGEST, ""));
    }

    private static byte[] packed(String text, int level) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes) {
            {
                def.setLevel(level);
            }
        }) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
