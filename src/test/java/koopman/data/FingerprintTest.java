// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    @Test
    void isSha256OfLengthsAndPieces() throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(8 + 3 + 8 + 4 * 10_000);
        bytes.putLong(3).put((byte) 'a').put((byte) 'b').put((byte) 'c').putLong(10_000).order(ByteOrder.LITTLE_ENDIAN);
        var numbers = new float[10_000]; // more than one chunk
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i / 7f;
            bytes.putFloat(numbers[i]);
        }
        String expected = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        assertEquals(expected.substring(0, 16), new Fingerprint().add("abc").add(numbers).text());
    }

    @Test
    void piecesCannotMoveOverTheirBorders() {
        assertNotEquals(new Fingerprint().add("ab").add("c").text(), new Fingerprint().add("a").add("bc").text());
        assertNotEquals(new Fingerprint().add(new int[] {1, 2}).text(), new Fingerprint().add(new int[] {2, 1}).text());
    }
}
