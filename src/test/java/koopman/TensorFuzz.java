// SPDX-License-Identifier: Apache-2.0
package koopman;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Damages a safetensors file as a whole, which its checksum tells; and its header or its numbers with a checksum that is right
 * again, as somebody would who wants it to be read.
 */
public final class TensorFuzz {

    private static final int START = Long.BYTES;
    private static final Pattern CHECKSUM = Pattern.compile("\"checksum\":\"([0-9a-f]{64})\"");

    private final byte[] whole;
    private final byte[] header;
    private final byte[] numbers;

    /** @param whole a file as it was written */
    public TensorFuzz(byte[] whole) {
        int end = START + (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong();
        this.whole = whole;
        this.header = Arrays.copyOfRange(whole, START, end);
        this.numbers = Arrays.copyOfRange(whole, end, whole.length);
    }

    /** Has the file read so many times, half of them with another header; as {@link Fuzz#refused} does. */
    public int refused(int runs, Fuzz.Reader reader, String name, Class<?>... refusals) {
        return Fuzz.refused(runs / 4, List.of(whole), reader, name, refusals)
                + refused(runs / 2, header, json -> file(json, numbers), reader, name, refusals)
                + refused(runs / 4, numbers, data -> file(header, data), reader, name, refusals);
    }

    private static int refused(int runs, byte[] part, UnaryOperator<byte[]> sealing, Fuzz.Reader reader, String name,
            Class<?>... refusals) {
        return Fuzz.refused(runs, List.of(part), sealing, reader, name, refusals);
    }

    private static byte[] file(byte[] header, byte[] numbers) {
        byte[] file = ByteBuffer.allocate(START + header.length + numbers.length).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length).put(header).put(numbers).array();
        Matcher checksum = CHECKSUM.matcher(new String(header, StandardCharsets.ISO_8859_1));
        if (checksum.find()) {
            int start = START + checksum.start(1);
            Arrays.fill(file, start, start + 64, (byte) '0');
            byte[] right = HexFormat.of().formatHex(sha256(file)).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(right, 0, file, start, right.length);
        }
        return file;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
