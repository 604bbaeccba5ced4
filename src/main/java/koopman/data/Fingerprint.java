// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 digest of texts and numbers, by which things are told apart: {@code new Fingerprint().add("width").add(new int[]
 * {10}).text()}. Each piece is preceded by its length, so that pieces cannot be moved over their borders unseen.
 */
public final class Fingerprint {

    private static final int SHORT = 16; // 64 bits: two of a billion things are the same by a chance of 1 in 40
    private static final int CHUNK = 1 << 14;

    private final MessageDigest digest = sha256();

    /** Returns the digest itself, of nothing yet. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Adds a text. */
    public Fingerprint add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds bytes. */
    public Fingerprint add(byte[] bytes) {
        addLength(bytes.length);
        digest.update(bytes);
        return this;
    }

    /** Adds whole numbers. */
    public Fingerprint add(int[] numbers) {
        addLength(numbers.length);
        ByteBuffer bytes = chunk();
        for (int number : numbers) {
            addIfFull(bytes).putInt(number);
        }
        return addRest(bytes);
    }

    /** Adds numbers, bit for bit. */
    public Fingerprint add(float[] numbers) {
        addLength(numbers.length);
        ByteBuffer bytes = chunk();
        for (float number : numbers) {
            addIfFull(bytes).putFloat(number);
        }
        return addRest(bytes);
    }

    private static ByteBuffer chunk() {
        return ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void addLength(long length) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, length));
    }

    private ByteBuffer addIfFull(ByteBuffer bytes) {
        if (!bytes.hasRemaining()) {
            addRest(bytes);
        }
        return bytes;
    }

    private Fingerprint addRest(ByteBuffer bytes) {
        digest.update(bytes.flip());
        bytes.clear();
        return this;
    }

    /** Returns the first 16 hexadecimal digits of all that was added; the fingerprint begins anew. */
    public String text() {
        return HexFormat.of().formatHex(digest.digest()).substring(0, SHORT);
    }
}
