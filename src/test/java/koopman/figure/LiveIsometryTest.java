// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.YinYang;
import koopman.measure.DistancePairs;
import org.junit.jupiter.api.Test;

class LiveIsometryTest {

    private final Samples samples = YinYang.draw(Split.TEST, 300, 0);
    private final double[][] plane = IntStream.range(0, samples.size())
            .mapToObj(row -> new double[] {4 * samples.input(row)[0], 4 * samples.input(row)[1]}).toArray(double[][]::new);
    private final Map<Double, double[][]> encodings = new LinkedHashMap<>();

    LiveIsometryTest() {
        encodings.put(1.0, lifted(1));
        encodings.put(0.01, lifted(0.6));
        encodings.put(0.0, lifted(0.2));
    }

    private double[][] lifted(double factor) {
        return Arrays.stream(plane).map(row -> new double[] {-factor * row[1], row[0], row[0] * row[1] * (1 - factor)})
                .toArray(double[][]::new);
    }

    @Test
    void thePageHasTheDistancesOfTheWholeSpaceAndGoesStraightBetweenTwoWeights() {
        var random = new SplittableRandom(0);
        int[][] pairs = DistancePairs.drawn(200, 500, 7);
        double[][] inputs = IntStream.range(0, 1_000).mapToObj(i -> new double[] {i % 500, i < 500 ? i % 3 : random.nextDouble(2)})
                .toArray(double[][]::new);
        LiveAnswers.write("isometry", SurrogateFigures.isometry(samples, plane, encodings, 7), inputs, Arrays.stream(inputs)
                .map(input -> answer(pairs[(int) input[0]], input[1])).toArray(double[][]::new));
    }

    private double[] answer(int[] pair, double place) {
        int before = Math.min((int) place, 1);
        double one = distance(encodings.values().stream().toList().get(before), pair);
        double other = distance(encodings.values().stream().toList().get(before + 1), pair);
        return new double[] {distance(plane, pair), one + (place - before) * (other - one)};
    }

    private static double distance(double[][] rows, int[] pair) {
        return Math.sqrt(IntStream.range(0, rows[0].length).mapToDouble(k -> Math.pow(rows[pair[0]][k] - rows[pair[1]][k], 2)).sum());
    }

    @Test
    void onPaperTheCloudsStandSideBySide() {
        assertEquals("Scatters of Yin-Yang test samples, coloured by class and on the same axes: last states, λ₄ = 1, λ₄ = 0.01, λ₄ = 0",
                SurrogateFigures.isometry(samples, plane, encodings, 7).still().text());
    }

    @Test
    void refusesASingleWeightAndOtherSamples() {
        assertEquals("original (1 rows) must have one for each of 300 samples", assertThrows(IllegalArgumentException.class,
                () -> SurrogateFigures.isometry(samples, new double[1][2], encodings, 7)).getMessage());
        assertEquals("encodings (of 1 weights) must be of two at least", assertThrows(IllegalArgumentException.class,
                () -> SurrogateFigures.isometry(samples, plane, Map.of(1.0, plane), 7)).getMessage());
    }
}
