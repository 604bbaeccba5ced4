// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import koopman.autoencoder.Spectrum;
import koopman.representation.LinearAlgebra;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LivePairTest {

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private Spectrum spectrum(double[][] matrix) {
        return Spectrum.of(manager.create(matrix));
    }

    @Test
    void thePageHasTheMatrixItsEigenvaluesAndItsPath() {
        var random = new SplittableRandom(0);
        double[][] inputs = IntStream.range(0, 1_000).mapToObj(i -> {
            double a = random.nextDouble(-1.2, 1.2);
            double b = i % 3 == 0 ? 0 : random.nextDouble(-1.2, 1.2);
            return new double[] {a, b, b == 0 ? random.nextDouble(-1.2, 1.2) : a, -b, i % 2, i % 5 == 0 ? 0 : random.nextInt(-180, 181)};
        }).toArray(double[][]::new);
        LiveAnswers.write("pair", Figures.pair(spectrum(new double[][] {{1, 0.21}, {-0.24, 0.87}})), inputs,
                Arrays.stream(inputs).map(this::answer).toArray(double[][]::new));
    }

    private double[] answer(double[] input) {
        double[][] plain = input[1] == 0 ? new double[][] {{input[0], 0}, {0, input[2]}}
                : new double[][] {{input[0], input[1]}, {-input[1], input[0]}};
        double[][] change = input[4] == 0 ? new double[][] {{1, 0}, {0, 1}} : new double[][] {{1, 0}, {0.8, 0.6}};
        double[][] back = input[4] == 0 ? change : new double[][] {{1, 0}, {-0.8 / 0.6, 1 / 0.6}};
        double angle = Math.toRadians(input[5]);
        double[][] turn = {{Math.cos(angle), Math.sin(angle)}, {-Math.sin(angle), Math.cos(angle)}};
        double[][] matrix = LinearAlgebra.product(LinearAlgebra.transposed(turn),
                LinearAlgebra.product(back, LinearAlgebra.product(plain, change)));
        double[][] start = LinearAlgebra.product(LinearAlgebra.product(new double[][] {{0.8, 0.6}}, change), turn);
        double[] last = Stream.iterate(start, row -> LinearAlgebra.product(row, matrix)).skip(40).findFirst().orElseThrow()[0];
        return Stream.of(matrix[0], matrix[1], eigenvalues(spectrum(matrix)), LinearAlgebra.singularValues(matrix), last)
                .flatMapToDouble(Arrays::stream).toArray();
    }

    /** Returns real and imaginary part of the upper of a complex pair first, of a real one of the greater. */
    private static double[] eigenvalues(Spectrum spectrum) {
        double[] real = spectrum.real();
        double[] imaginary = spectrum.imaginary();
        return IntStream.of(0, 1).boxed().sorted((i, j) -> imaginary[i] != imaginary[j]
                ? Double.compare(imaginary[j], imaginary[i]) : Double.compare(real[j], real[i]))
                .flatMapToDouble(i -> DoubleStream.of(real[i], imaginary[i])).toArray();
    }

    @Test
    void onPaperThereIsThePlaneAndThePath() {
        assertEquals("Two eigenvalues in the complex plane with the unit circle, 2 eigenvalues of magnitude 0.5000 to 0.9000, 0 of them "
                + "complex, and beside them 40 steps of a matrix that has them",
                Figures.pair(spectrum(new double[][] {{0.9, 0}, {0, 0.5}})).still().text());
    }

    @Test
    void refusesMoreThanTwoAndWhatDoesNotFit() {
        assertTrue(refused(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}).startsWith("spectrum (3 eigenvalues"));
        assertEquals("spectrum (2 eigenvalues of magnitude 1.0000 to 2.0000, 0 of them complex) must have two eigenvalues, of magnitude "
                + "1.35 at most: scale the matrix first", refused(new double[][] {{2, 0}, {0, 1}}));
    }

    private String refused(double[][] matrix) {
        return assertThrows(IllegalArgumentException.class, () -> Figures.pair(spectrum(matrix))).getMessage();
    }
}
