// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import koopman.representation.LinearAlgebra;
import org.junit.jupiter.api.Test;

class EigenvalueConditionsTest {

    private static final double NEVER = Double.POSITIVE_INFINITY;

    private final Random random = new Random(3);

    /** Of A: {@code w, V = numpy.linalg.eig(A); numpy.linalg.norm(numpy.linalg.inv(V), axis=1)}, sorted by −|w|. */
    @Test
    void areThoseThatAnotherProgramFinds() {
        assertArrayEquals(new double[] {10.049875621120888, 10.04987562112089},
                conditions(new double[][] {{1, 10}, {0, 2}}), 1e-12);
        assertArrayEquals(new double[] {1.0488491733996577, 1.1757342916902616, 1.1757342916902616, 1.017754354430127},
                conditions(new double[][] {{4, 1, 0, 2}, {-1, 3, 5, 0}, {0, -2, 1, 1}, {3, 0, 0, -1}}), 1e-12);
        assertArrayEquals(new double[] {17.846568297574716, 23.36664289109586, 6.819090848492976},
                conditions(new double[][] {{0, 1, 0}, {0, 0, 1}, {6, -11, 6}}), 1e-11);
    }

    /** By the same line of numpy, of the least-squares step of the Gauss map's 40 observables. */
    @Test
    void ofTheGaussMapAreThoseThatAnotherProgramFinds() throws Exception {
        try (var manager = NDManager.newBaseManager()) {
            double[] found = Spectrum.of(ResidualOracle.gaussMap().step(manager)).conditionNumbers();
            int[] places = {0, 1, 2, 9, 14, 31, 37};
            double[] expected = {1389.5912818857441, 1385.4973825698833, 15.261840280645105, 4.8098617746490175,
                130.72701124839733, 7223.057394945712, 91.53785139444881};
            for (int i = 0; i < places.length; i++) {
                assertEquals(1, found[places[i]] / expected[i], 1e-6, "eigenvalue " + places[i]);
            }
        }
    }

    @Test
    void ofNormalMatricesAreOneHoweverOftenAnEigenvalueIsRepeated() {
        double[][] turns = blocks(new double[][] {{0, -1}, {1, 0}}, new double[][] {{0, -1}, {1, 0}}, new double[][] {{1}},
                new double[][] {{-1}}, new double[][] {{1}}, new double[][] {{0.5}}); // 1, −1, i twice: of one magnitude
        for (double[][] normal : new double[][][] {turns, turned(turns), new double[4][4], turned(diagonal(2, 2, 2, 0, 0))}) {
            for (double condition : conditions(normal)) {
                assertEquals(1, condition, 1e-10);
            }
        }
    }

    @Test
    void ofJordanBlocksAreInfiniteAndOfTheirNeighboursFinite() {
        double[][] pair = {{0.6, -0.5, 1, 0}, {0.5, 0.6, 0, 1}, {0, 0, 0.6, -0.5}, {0, 0, 0.5, 0.6}};
        double[][] jordan = blocks(new double[][] {{2, 1, 0}, {0, 2, 1}, {0, 0, 2}}, new double[][] {{1.5, 0}, {0, 1.5}}, pair,
                new double[][] {{0.25}});
        double[] expected = {NEVER, NEVER, NEVER, 1, 1, NEVER, NEVER, NEVER, NEVER, 1};
        assertArrayEquals(expected, conditions(jordan), 1e-9);
        for (int i = 0; i < 30; i++) { // rounding draws a turned block's eigenvalues apart by about 10^-5
            assertArrayEquals(expected, conditions(turned(jordan)), 1e-9);
        }
        assertArrayEquals(new double[] {NEVER, NEVER}, conditions(new double[][] {{1, 1e-10}, {0, 1}}));
        assertArrayEquals(new double[] {NEVER, NEVER}, conditions(new double[][] {{0, 1}, {0, 0}}));
    }

    @Test
    void ofARepeatedEigenvalueAreTheNormOfItsProjector() {
        // An oblique projector of rank 2 in five dimensions: its norm is that of its complement's.
        double[][] projector = turned(new double[][] {
            {1, 0, 3, 0, 0}, {0, 1, 0, 4, 0}, {0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}});
        double norm = Math.sqrt(17);
        assertArrayEquals(new double[] {norm, norm, norm, norm, norm}, conditions(projector), 1e-9);
    }

    @Test
    void ofAStepOfLowRankAreFiniteForItsManyZeros() {
        // Of S = L R the projector onto what is not taken to 0 is L (R L)^-1 R, and the other's norm is the same.
        for (int rank : new int[] {1, 2, 5, 20}) {
            double[][] left = IntStream.range(0, 40).mapToObj(row -> random(rank)[0]).toArray(double[][]::new);
            double[][] right = LinearAlgebra.transposed(IntStream.range(0, 40).mapToObj(row -> random(rank)[0])
                    .toArray(double[][]::new));
            double[][] inner = LinearAlgebra.product(right, left);
            double[][] square = LinearAlgebra.product(LinearAlgebra.transposed(inner), inner);
            double[][] inverse = LinearAlgebra.product(LinearAlgebra.solve(square, diagonal(IntStream.range(0, rank)
                    .mapToDouble(i -> 1).toArray())), LinearAlgebra.transposed(inner));
            double norm = LinearAlgebra.singularValues(LinearAlgebra.product(LinearAlgebra.product(left, inverse), right))[0];
            double[] found = conditions(LinearAlgebra.product(left, right));
            for (int i = rank; i < 40; i++) {
                assertEquals(1, found[i] / norm, 1e-6, "rank " + rank + ", eigenvalue " + i);
            }
        }
    }

    @Test
    void growAsTwoEigenvaluesMeet() {
        for (double gap : new double[] {1, 1e-2, 1e-4, 1e-6}) { // of ((1, 1), (0, 1 + g)): sqrt(1 + 1 / g²)
            double condition = Math.hypot(1, 1 / gap);
            double[] found = conditions(turned(new double[][] {{1, 1}, {0, 1 + gap}}));
            assertEquals(1, found[0] / condition, 1e-3);
            assertEquals(1, found[1] / condition, 1e-3);
        }
    }

    @Test
    void departureFromNormalityIsWhatLiesAboveTheTriangularFormsDiagonal() {
        assertEquals(Math.sqrt(13), departure(turned(new double[][] {{1, 2, 0}, {0, 5, 3}, {0, 0, -1}})), 1e-12);
        assertEquals(3.839537365922875, departure(new double[][] {
            {4, 1, 0, 2}, {-1, 3, 5, 0}, {0, -2, 1, 1}, {3, 0, 0, -1}}), 1e-12); // numpy, by the same formula
        assertEquals(20 * Math.sqrt(13), departure(turned(new double[][] {{20, 40, 0}, {0, 100, 60}, {0, 0, -20}})), 1e-11);
        for (int i = 0; i < 10; i++) {
            assertEquals(0, departure(turned(blocks(new double[][] {{0, -1}, {1, 0}}, diagonal(3, 2, 2)))));
        }
        assertEquals(0, departure(new double[3][3]));
    }

    @Test
    void ofManyObservablesAreFoundInTheOrderOfTheEigenvalues() {
        double[][] matrix = random(60);
        double[] conditions = conditions(matrix);
        assertTrue(Arrays.stream(conditions).allMatch(each -> each >= 1 && each < 1e4), Arrays.toString(conditions));
        // A small change of S along u^H v moves λ by the condition number times it: here, by differences.
        var eigen = LinearAlgebra.general(matrix);
        double[][] noise = random(60);
        double size = Math.sqrt(Arrays.stream(noise).flatMapToDouble(Arrays::stream).map(v -> v * v).sum());
        var moved = LinearAlgebra.general(LinearAlgebra.sum(matrix, 1e-7 / size, noise));
        int[] partners = ClosestPairs.of(eigen, moved);
        for (int i = 0; i < 60; i++) {
            assertTrue(ClosestPairs.distance(eigen, i, moved, partners[i]) < 1.001e-7 * conditions[i], "eigenvalue " + i);
        }
    }

    private static double[] conditions(double[][] matrix) {
        return spectrum(matrix).conditionNumbers();
    }

    private static double departure(double[][] matrix) {
        return spectrum(matrix).departureFromNormality();
    }

    private static Spectrum spectrum(double[][] matrix) {
        try (var manager = NDManager.newBaseManager()) {
            return Spectrum.of(LinearAlgebra.toNative(manager, matrix, DataType.FLOAT64));
        }
    }

    /** Returns the same motion in rotated axes. */
    private double[][] turned(double[][] matrix) {
        double[][] rotation = LinearAlgebra.nearestRotation(random(matrix.length));
        return LinearAlgebra.product(LinearAlgebra.product(LinearAlgebra.transposed(rotation), matrix), rotation);
    }

    private double[][] random(int size) {
        return IntStream.range(0, size).mapToObj(row -> IntStream.range(0, size)
                .mapToDouble(column -> random.nextGaussian()).toArray()).toArray(double[][]::new);
    }

    private static double[][] diagonal(double... values) {
        return blocks(Arrays.stream(values).mapToObj(value -> new double[][] {{value}}).toArray(double[][][]::new));
    }

    private static double[][] blocks(double[][]... blocks) {
        int size = Arrays.stream(blocks).mapToInt(block -> block.length).sum();
        var matrix = new double[size][size];
        int from = 0;
        for (double[][] block : blocks) {
            for (int row = 0; row < block.length; row++) {
                System.arraycopy(block[row], 0, matrix[from + row], from, block.length);
            }
            from += block.length;
        }
        return matrix;
    }
}
