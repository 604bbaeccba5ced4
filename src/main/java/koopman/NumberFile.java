// SPDX-License-Identifier: Apache-2.0
package koopman;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads lines of numbers separated by commas or blanks. Empty lines are skipped; the lines of the file that the rows
 * came from are kept for messages.
 */
final class NumberFile {

    private static final int NO_BYTE = -1;
    private static final int[] BYTE_ORDER_MARK = {0xef, 0xbb, 0xbf};
    private static final int LONGEST_NUMBER = 4096; // bytes; no number of this world is as long
    private static final int SHOWN = 40; // characters of what is no number
    private static final String NUMBER_SIGNS = "+-.eE0123456789";
    /** Below 2^53 and with at most 22 decimals, one division rounds correctly (Clinger 1990, section 2). */
    private static final int EXACT_DIGITS = 15;
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

    private final InputStream in;
    private final String name;
    private final byte[] buffer = new byte[1 << 16];
    private int filled;
    private int at;

    private final List<double[]> rows = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    private int line = 1;
    private double[] row = new double[16];
    private int width;
    private byte[] word = new byte[32];
    private int length;
    private boolean afterComma;
    private boolean afterReturn;

    private NumberFile(InputStream in, String name) {
        this.in = in;
        this.name = name;
    }

    /** Reads all; {@code name} stands for the file in messages. */
    static NumberFile read(InputStream in, String name) throws IOException {
        NumberFile file = new NumberFile(in, name);
        file.readAll();
        if (file.rows.isEmpty()) {
            throw new IllegalArgumentException(name + " is empty: found no numbers, expected a line for each point");
        }
        return file;
    }

    double[][] rows() {
        return rows.toArray(double[][]::new);
    }

    /** Returns a refusal that names the line of a row. */
    IllegalArgumentException refusal(int number, String fault) {
        return new IllegalArgumentException(name + ", line " + lines.get(number) + ": " + fault);
    }

    private void readAll() throws IOException {
        int next = afterMark();
        for (; next != NO_BYTE; next = next()) {
            switch (next) {
                case '\n' -> endLineUnlessEnded();
                case '\r' -> endLine();
                case ',' -> endCell();
                case ' ', '\t' -> endWord();
                default -> append((byte) next);
            }
            afterReturn = next == '\r';
        }
        endLine();
    }

    /** Returns the first byte that is not of the byte order mark that some programs write before a text. */
    private int afterMark() throws IOException {
        int next = next();
        for (int i = 0; i < BYTE_ORDER_MARK.length && next == BYTE_ORDER_MARK[i]; i++) {
            append((byte) next);
            next = next();
        }
        if (length == BYTE_ORDER_MARK.length) {
            length = 0;
        }
        return next;
    }

    /** A line ends in a return, a new line, or both. */
    private void endLineUnlessEnded() {
        if (!afterReturn) {
            endLine();
        }
    }

    private int next() throws IOException {
        if (at == filled) {
            filled = in.read(buffer);
            at = 0;
        }
        return filled <= 0 ? NO_BYTE : buffer[at++] & 0xff;
    }

    private void append(byte sign) {
        if (length == LONGEST_NUMBER) {
            throw fault("found " + shown() + ", expected a finite number");
        }
        if (length == word.length) {
            word = Arrays.copyOf(word, 2 * length);
        }
        word[length++] = sign;
    }

    private void endWord() {
        if (length > 0) {
            if (width == row.length) {
                row = Arrays.copyOf(row, 2 * width);
            }
            row[width++] = number();
            length = 0;
            afterComma = false;
        }
    }

    private void endCell() {
        endWord();
        if (afterComma || width == 0) {
            throw fault("found nothing before a comma, expected a number");
        }
        afterComma = true;
    }

    private void endLine() {
        endWord();
        if (afterComma) {
            throw fault("found nothing after the last comma, expected a number");
        }
        if (width > 0) {
            rows.add(Arrays.copyOf(row, width));
            lines.add(line);
        }
        width = 0;
        line++;
    }

    private double number() {
        long digits = 0;
        int decimals = NO_BYTE;
        int i = word[0] == '-' ? 1 : 0;
        boolean simple = length > i && length - i <= EXACT_DIGITS + 1;
        boolean any = false;
        for (; i < length && simple; i++) {
            int digit = word[i] - '0';
            if (digit >= 0 && digit <= 9) {
                digits = 10 * digits + digit;
                decimals += decimals == NO_BYTE ? 0 : 1;
                any = true;
            } else {
                simple = word[i] == '.' && decimals == NO_BYTE;
                decimals = 0;
            }
        }
        if (!simple || !any || digits >= 1L << 53) {
            return anyNumber(new String(word, 0, length, StandardCharsets.UTF_8));
        }
        double size = decimals == NO_BYTE ? digits : digits / POWERS_OF_TEN[decimals];
        return word[0] == '-' ? -size : size;
    }

    private double anyNumber(String text) {
        if (!text.chars().allMatch(sign -> NUMBER_SIGNS.indexOf(sign) >= 0)) {
            throw fault("found " + shown() + ", expected a finite number");
        }
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException notOne) {
            // told below, like a number too large
        }
        throw fault("found " + shown() + ", expected a finite number");
    }

    /** Returns the beginning of a word as a message can show it: what prints nothing, or looks like a blank, by its code. */
    private String shown() {
        String text = new String(word, 0, length, StandardCharsets.UTF_8);
        StringBuilder shown = new StringBuilder("\"");
        text.codePoints().limit(SHOWN).forEach(sign -> shown.append(isPlain(sign) ? Character.toString(sign)
                : String.format("\\u%04x", sign)));
        return shown.append(text.length() > SHOWN ? "…\"" : "\"").toString();
    }

    private static boolean isPlain(int sign) {
        int type = Character.getType(sign);
        return sign != 0xfffd && !Character.isISOControl(sign) && type != Character.FORMAT && type != Character.SPACE_SEPARATOR
                && type != Character.LINE_SEPARATOR && type != Character.PARAGRAPH_SEPARATOR && type != Character.UNASSIGNED
                && type != Character.SURROGATE && type != Character.PRIVATE_USE;
    }

    private IllegalArgumentException fault(String fault) {
        return new IllegalArgumentException(name + ", line " + line + ": " + fault);
    }
}
