// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import koopman.topology.PersistentHomology;
import org.junit.jupiter.api.Test;

class LiveCloudTest {

    private static final double[][] FEW = TopologyFiguresTest.noisyRing(14);

    /** Clouds in general position, on a grid with ties and duplicates, on a circle, of one point and of none. */
    @Test
    void thePageFindsTheIntervalsThatTheLibraryFinds() {
        var random = new SplittableRandom(5);
        double[][][] clouds = IntStream.range(0, 1_000).mapToObj(i -> cloud(random, i % 4, i < 8 ? 1 : 1 + random.nextInt(60)))
                .toArray(double[][][]::new);
        double[][] inputs = Stream.concat(Stream.of(new double[0]), Arrays.stream(clouds)
                .map(cloud -> Arrays.stream(cloud).flatMapToDouble(Arrays::stream).toArray())).toArray(double[][]::new);
        double[][] answers = Stream.concat(Stream.of(new double[0]), Arrays.stream(clouds).map(LiveCloudTest::intervals))
                .toArray(double[][]::new);
        LiveAnswers.write("cloud", TopologyFigures.draw(FEW, 0.6, 0), inputs, answers);
    }

    private static double[][] cloud(SplittableRandom random, int kind, int size) {
        return Stream.generate(() -> switch (kind) {
            case 0 -> new double[] {random.nextDouble(), random.nextDouble()};
            case 1 -> new double[] {random.nextInt(6), random.nextInt(6)};
            case 2 -> circle(random.nextDouble());
            default -> circle(random.nextInt(24) / 24.0);
        }).limit(size).toArray(double[][]::new);
    }

    private static double[] circle(double turns) {
        return new double[] {Math.cos(2 * Math.PI * turns), Math.sin(2 * Math.PI * turns)};
    }

    private static double[] intervals(double[][] cloud) {
        return PersistentHomology.upTo(1).ofPoints(cloud).intervals().stream().flatMapToDouble(each -> DoubleStream.of(
                each.dimension(), each.birth(), Float.isInfinite(each.death()) ? -1 : each.death())).toArray();
    }

    @Test
    void onPaperARingIsSampledMoreAndMore() {
        String told = TopologyFigures.draw(FEW, 0.6, 0).still().text();
        assertTrue(told.startsWith("More and more points of a ring with discs, edges and triangles at ε = 0.6: 10 points: "), told);
        assertTrue(told.endsWith("60 points: 1 component, 1 loop"), told);
    }

    @Test
    void refusesPointsOutsideThePicture() {
        assertEquals("points (1) must be at most 60, each of two coordinates from -1.6 to 1.6: scale them first",
                assertThrows(IllegalArgumentException.class, () -> TopologyFigures.draw(new double[][] {{0, 2}}, 1, 0)).getMessage());
        assertEquals("scale (3.0) must be from 0 to 2.0",
                assertThrows(IllegalArgumentException.class, () -> TopologyFigures.draw(FEW, 3, 0)).getMessage());
    }
}
