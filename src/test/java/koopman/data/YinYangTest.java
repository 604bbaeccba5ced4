// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class YinYangTest {

    @Test
    void splitsHaveThePublishedSizes() {
        Splits splits = YinYang.splits(0);
        assertEquals(5_000, splits.train().size());
        assertEquals(10_000, splits.test().size());
        assertEquals("Yin-Yang: 5000 train samples, 2 features, classes [yin, yang, dot], 5000 validation, 10000 test",
                splits.toString());
    }

    @Test
    void classesFollowThePublishedRegions() {
        assertEquals(2, YinYang.classOf(0.25, 0.5), "centre of the left dot");
        assertEquals(2, YinYang.classOf(0.75, 0.5), "centre of the right dot");
        assertEquals(0, YinYang.classOf(0.25, 0.65), "around the left dot");
        assertEquals(1, YinYang.classOf(0.75, 0.65), "around the right dot");
        assertEquals(0, YinYang.classOf(0.5, 0.9), "top");
        assertEquals(1, YinYang.classOf(0.5, 0.1), "bottom");
        assertEquals(-1, YinYang.classOf(0.05, 0.05), "outside the big circle");
    }

    @Test
    void yinAndYangAreMirrorImagesThroughTheCentre() {
        // A point's mirror image has the other class, or is a dot too; points on the borders are not drawn here.
        var random = new java.util.Random(5);
        for (int i = 0; i < 10_000; i++) {
            double x = random.nextDouble();
            double y = random.nextDouble();
            int here = YinYang.classOf(x, y);
            int there = YinYang.classOf(1 - x, 1 - y);
            assertEquals(here == 0 ? 1 : here == 1 ? 0 : here, there, "at " + x + ", " + y);
        }
    }

    @Test
    void classesAreDrawnUniformly() {
        for (int count : YinYang.draw(Split.TEST, 30_000, 3).counts()) {
            assertEquals(10_000, count, 400, "5 standard deviations");
        }
    }

    @Test
    void everyPointLiesInItsClass() {
        Samples samples = YinYang.draw(Split.VALIDATION, 2_000, 7);
        for (int row = 0; row < samples.size(); row++) {
            assertEquals(YinYang.classOf(samples.input(row)[0], samples.input(row)[1]), samples.label(row));
        }
    }

    @Test
    void noPointStandsInTwoSplitsOrEpochsOfTheSameOrOfNeighbouringSeeds() {
        Set<Long> seen = new HashSet<>();
        for (long seed = 0; seed < 3; seed++) {
            for (Split split : Split.values()) {
                Samples samples = YinYang.draw(split, 1_000, seed);
                IntStream.range(0, samples.size()).forEach(row -> assertTrue(seen.add(key(samples.input(row)))));
            }
            SampleSource source = YinYang.source(1_000, seed);
            for (int epoch = 0; epoch < 3; epoch++) {
                Samples samples = source.draw(epoch);
                IntStream.range(0, source.size()).forEach(row -> assertTrue(seen.add(key(samples.input(row)))));
                assertEquals(samples.digest(), source.draw(epoch).digest());
            }
        }
    }

    @Test
    void theSameSeedDrawsTheSamePoints() {
        assertArrayEquals(YinYang.draw(Split.TEST, 50, 4).input(49), YinYang.draw(Split.TEST, 50, 4).input(49));
        assertEquals("count (0) must be at least 1",
                assertThrows(IllegalArgumentException.class, () -> YinYang.draw(Split.TEST, 0, 4)).getMessage());
    }

    private static long key(float[] point) {
        return (long) Float.floatToIntBits(point[0]) << 32 | Float.floatToIntBits(point[1]);
    }
}
