// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.YinYang;
import koopman.measure.DistancePairs;
import org.junit.jupiter.api.Test;

class SurrogateFiguresTest {

    private final Samples samples = YinYang.draw(Split.TEST, 400, 0);
    private final double[][] plane = IntStream.range(0, samples.size())
            .mapToObj(row -> new double[] {samples.input(row)[0], samples.input(row)[1]}).toArray(double[][]::new);

    @Test
    void theRightHalfIsOrangeAndTheLeftHalfBlue() {
        BufferedImage image = SurrogateFigures.overPlane(samples,
                Map.of("x", Arrays.stream(plane).mapToDouble(row -> row[0] - 0.5).toArray())).image();
        long right = IntStream.range(image.getWidth() / 2, image.getWidth()).filter(x -> holds(image, x, 1)).count();
        long left = IntStream.range(0, image.getWidth() / 2).filter(x -> holds(image, x, 0)).count();
        assertTrue(right > 5, right + " columns are orange");
        assertTrue(left > 5, left + " columns are blue");
        assertTrue(IntStream.range(0, image.getWidth() / 4).noneMatch(x -> holds(image, x, 1)), "no orange on the left");
    }

    @Test
    void pointsOfAPlaneArePaintedAsSamplesAre() {
        Map<String, double[]> values = Map.of("x", Arrays.stream(plane).mapToDouble(row -> row[0] - 0.5).toArray());
        BufferedImage bySamples = SurrogateFigures.overPlane(samples, values).image();
        BufferedImage byPoints = SurrogateFigures.overPlane(plane, values, List.of()).image();
        assertTrue(IntStream.range(0, bySamples.getWidth()).allMatch(x -> IntStream.range(0, bySamples.getHeight())
                .allMatch(y -> bySamples.getRGB(x, y) == byPoints.getRGB(x, y))));
    }

    @Test
    void aTurnedCloudIsTurnedBack() {
        var clouds = new LinkedHashMap<String, double[][]>();
        clouds.put("original", plane);
        clouds.put("turned", Arrays.stream(plane).map(row -> new double[] {-row[1], row[0], 3}).toArray(double[][]::new));
        BufferedImage image = SurrogateFigures.clouds(samples, clouds).image();
        int half = image.getWidth() / 2;
        long same = IntStream.range(60, half).filter(x -> image.getRGB(x, half / 2) == image.getRGB(x + half, half / 2))
                .count();
        assertTrue(same > 0.7 * (half - 60), same + " of " + (half - 60) + " pixels are the same");
    }

    @Test
    void distancesAreToldInWords() {
        Map<String, DistancePairs> pairs = Map.of("λ₄ = 1", DistancePairs.of(plane, plane, 100, 0));
        assertEquals("Figure: Scatter of encoded over true distances for λ₄ = 1, with the line on which they are equal",
                SurrogateFigures.distances(pairs).toString());
    }

    @Test
    void refusesTooFewValues() {
        assertEquals("f (3 values) must have one for each of the 400 samples",
                assertThrows(IllegalArgumentException.class,
                        () -> SurrogateFigures.overPlane(samples, Map.of("f", new double[3]))).getMessage());
    }

    private static boolean holds(BufferedImage image, int x, int index) {
        return IntStream.range(0, image.getHeight()).anyMatch(y -> image.getRGB(x, y) == Palette.of(index).getRGB());
    }
}
