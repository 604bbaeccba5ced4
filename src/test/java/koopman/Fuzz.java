// SPDX-License-Identifier: Apache-2.0
package koopman;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Damages files as disks, transfers and hostile people do, the same way each time, and has them read. The property
 * {@code koopman.fuzz} multiplies how often: {@code -Dkoopman.fuzz=100} for an evening.
 */
public final class Fuzz {

    private static final double TIMES = Double.parseDouble(System.getProperty("koopman.fuzz", "1"));
    private static final int LONGEST_MESSAGE = 2000; // characters, of what a terminal is to show
    private static final Pattern VALUE = Pattern.compile("-?[0-9.]+([eE][-+]?[0-9]+)?|\"[^\"]*\"|true|false|null|[a-z-]+");
    private static final List<String> HOSTILE = List.of("NaN", "-Infinity", "1e999", "1e-999", "-0.0", "-1", "0", "2147483647",
            "2147483648", "4294967296", "9223372036854775807", "-9223372036854775808", "99999999999999999999", "1e9", "0.5",
            "null", "true", "{}", "[]", "[null]", "[[1]]", "{\"a\":1}", "\"\"", "\"-1\"", "\"1e9\"", "\"\\u0000\"",
            "\"a\\u0000b\"", "\"é\ud83d\ude00\"", "\u00a0", "\ufeff", "\0", "\n", "\r", ",", ";", "\"", "'", "<", ">", "&",
            "../..", "/", "\\", "%s", "9".repeat(400), "[".repeat(3000), "{\"a\":".repeat(3000), "x".repeat(70_000));

    private final SplittableRandom random;

    private Fuzz(long number) {
        random = new SplittableRandom(number);
    }

    /** What reads a damaged file. */
    @FunctionalInterface
    public interface Reader {

        /** Reads it. */
        void read(byte[] damaged) throws Exception;
    }

    /** Returns the file with these bytes, made anew: one that is overwritten is forced to the disk by some systems, slowly. */
    public static Path write(Path file, byte[] bytes) throws IOException {
        Files.deleteIfExists(file);
        return Files.write(file, bytes);
    }

    /**
     * Has files read that were damaged.
     *
     * @param name what the message of each refusal must contain
     * @param refusals how a reader may refuse a file; anything else that it throws is a fault
     * @return how many were refused
     */
    public static int refused(int runs, List<byte[]> whole, Reader reader, String name, Class<?>... refusals) {
        return refused(runs, whole, damaged -> damaged, reader, name, refusals);
    }

    /** As above, after something was done to what was damaged, such as making its checksum right. */
    public static int refused(int runs, List<byte[]> whole, UnaryOperator<byte[]> sealing, Reader reader, String name,
            Class<?>... refusals) {
        int refused = 0;
        for (int run = 0; run < runs * TIMES; run++) {
            byte[] damaged = sealing.apply(new Fuzz(run).damaged(whole));
            try {
                reader.read(damaged);
            } catch (Throwable thrown) {
                requireRefusal(thrown, name, Set.of(refusals), run, damaged);
                refused++;
            }
        }
        return refused;
    }

    private static void requireRefusal(Throwable thrown, String name, Set<Class<?>> refusals, int run, byte[] damaged) {
        String message = String.valueOf(thrown.getMessage());
        if (refusals.stream().noneMatch(each -> each == thrown.getClass()) || !message.contains(name)
                || message.length() > LONGEST_MESSAGE) {
            throw new AssertionError("run " + run + " of " + shown(damaged) + ": " + thrown.getClass().getName()
                    + " must be one of " + refusals + ", with a short message that names " + name, thrown);
        }
    }

    private static String shown(byte[] damaged) {
        String start = new String(damaged, 0, Math.min(damaged.length, 500), StandardCharsets.ISO_8859_1);
        return damaged.length + " bytes (" + start.replaceAll("[^ -~]", ".") + ")";
    }

    private byte[] damaged(List<byte[]> whole) {
        byte[] bytes = whole.get(random.nextInt(whole.size()));
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            bytes = damagedOnce(bytes, whole.get(random.nextInt(whole.size())));
        }
        return bytes;
    }

    private byte[] damagedOnce(byte[] bytes, byte[] other) {
        int place = place(bytes);
        int length = Math.min(bytes.length - place, 1 + random.nextInt(1 + random.nextInt(64)));
        return switch (random.nextInt(10)) {
            case 0 -> flipped(bytes);
            case 1 -> Arrays.copyOf(bytes, place);
            case 2 -> replaced(bytes, place, length, new byte[0]);
            case 3 -> replaced(bytes, place, length, filled(length, 0));
            case 4 -> replaced(bytes, place, length, filled(length, 255));
            case 5 -> replaced(bytes, place, length, random());
            case 6 -> replaced(bytes, place, 0, Arrays.copyOfRange(bytes, place, place + length));
            case 7 -> replaced(bytes, place, 0, hostile());
            case 8 -> replaced(Arrays.copyOf(bytes, place), place, 0, Arrays.copyOfRange(other, place(other), other.length));
            default -> otherValue(bytes);
        };
    }

    /** Returns a place, often one near the start, where sizes and headers are. */
    private int place(byte[] bytes) {
        return random.nextInt(1 + (random.nextInt(3) == 0 ? Math.min(bytes.length, 24) : bytes.length));
    }

    private byte[] flipped(byte[] bytes) {
        byte[] flipped = bytes.clone();
        for (int bits = 1 + random.nextInt(8); bits > 0 && bytes.length > 0; bits--) {
            flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    /** Returns a text in which one number, word or text between quotes is another one. */
    private byte[] otherValue(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        List<MatchResult> values = VALUE.matcher(text).results().toList();
        if (values.isEmpty()) {
            return replaced(bytes, 0, 0, hostile());
        }
        MatchResult value = values.get(random.nextInt(values.size()));
        byte[] instead = random.nextBoolean() ? hostile()
                : values.get(random.nextInt(values.size())).group().getBytes(StandardCharsets.ISO_8859_1);
        return replaced(bytes, value.start(), value.end() - value.start(), instead);
    }

    private static byte[] replaced(byte[] bytes, int place, int length, byte[] instead) {
        var all = new ByteArrayOutputStream();
        all.write(bytes, 0, place);
        all.writeBytes(instead);
        all.write(bytes, place + length, bytes.length - place - length);
        return all.toByteArray();
    }

    private byte[] hostile() {
        return HOSTILE.get(random.nextInt(HOSTILE.size())).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] random() {
        byte[] bytes = new byte[1 + random.nextInt(16)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
