// SPDX-License-Identifier: Apache-2.0
package koopman;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Inputs and outputs of established programs, which lie beside the tests that hold ours against them. */
public final class OracleFiles {

    private OracleFiles() {}

    /** Returns the rows of a file of comma-separated numbers that lies beside the test. */
    public static double[][] rows(Class<?> test, String name) {
        return text(test, name).lines().filter(line -> !line.isEmpty() && !Character.isLetter(line.charAt(0)))
                .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
                .toArray(double[][]::new);
    }

    /** Returns what a JSON file that lies beside the test holds. */
    public static JsonObject json(Class<?> test, String name) {
        return JsonParser.parseString(text(test, name)).getAsJsonObject();
    }

    /** Returns an array of arrays of numbers. */
    public static double[][] matrix(JsonArray array) {
        return IntStream.range(0, array.size()).mapToObj(row -> vector(array.get(row).getAsJsonArray()))
                .toArray(double[][]::new);
    }

    /** Returns an array of numbers. */
    public static double[] vector(JsonArray array) {
        return IntStream.range(0, array.size()).mapToDouble(i -> array.get(i).getAsDouble()).toArray();
    }

    /** Returns complex numbers, (real, imaginary), ordered by magnitude, real part and imaginary part, rounding aside. */
    public static double[][] sorted(double[][] complex) {
        return Arrays.stream(complex).sorted(Comparator
                .<double[]>comparingLong(pair -> -Math.round(1e7 * Math.hypot(pair[0], pair[1])))
                .thenComparingLong(pair -> Math.round(1e7 * pair[0])).thenComparingDouble(pair -> pair[1]))
                .toArray(double[][]::new);
    }

    private static String text(Class<?> test, String name) {
        try (var in = test.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
