// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.YinYang;
import koopman.network.LayerStates;
import koopman.network.LayeredNetwork;
import koopman.training.Computation;
import koopman.training.NativeMemory;
import org.junit.jupiter.api.Test;

class ShapeStudyTest {

    private static final Samples INPUTS = YinYang.draw(Split.VALIDATION, 1_000, 0);
    private static final Samples TEST = YinYang.draw(Split.TEST, 1_000, 0);
    private static final int[][] BETTI = {{1, 1}, {1, 1}, {2, 0}, {1, 0}};
    private static final List<ShapeRulers> RULERS = List.of(ShapeRulers.of(INPUTS, 150, BETTI),
            ShapeRulers.of(INPUTS, 300, BETTI));

    @Test
    void identityLayersKeepAllCounts() {
        ShapeStudy study = ShapeStudy.of(new KnownMotion(3, 0, 1), INPUTS, RULERS);
        assertEquals(List.of("inputs", "x_0", "x_1", "x_2"), study.stages());
        assertEquals(16, study.rows().size(), "two numbers of points, two rulers, three classes and all");
        for (int i = 0; i < 16; i++) {
            ShapeStudy.Row row = study.rows().get(i);
            assertEquals(i < 8 ? 150 : 300, row.points());
            assertEquals(List.of("yin", "yang", "dot", ShapeStudy.ALL).get(i % 4), row.shape());
            assertEquals(i % 8 < 4, row.ruler() instanceof GeodesicRuler);
            assertArrayEquals(filled(BETTI[i % 4][0]), row.components(), row.toString());
            assertArrayEquals(filled(BETTI[i % 4][1]), row.loops(), row.toString());
        }
    }

    private static int[] filled(int value) {
        return new int[] {value, value, value, value};
    }

    @Test
    void otherPointsAreCountedByTheSameRulers() {
        ShapeStudy study = ShapeStudy.of(new KnownMotion(2, 0.3, 1), TEST, RULERS);
        ShapeStudy.Row yang = study.rows().get(9);
        double[][] inputs = ShapeRulers.inputs(TEST.ofClass(1).first(300));
        assertEquals(RULERS.get(1).geodesic(), yang.ruler());
        assertArrayEquals(RULERS.get(1).geodesic().betti(inputs), new int[] {yang.components()[0], yang.loops()[0]});
        assertEquals(DataSeparation.of(new KnownMotion(2, 0.3, 1), TEST), study.separation());
    }

    /** A layer that folds the plane along the line between the two dots' middles, so that the two lie on each other. */
    private record Fold() implements LayeredNetwork {
        @Override
        public LayerStates states(Samples samples) {
            NDArray flat = samples.inputs(NativeMemory.loose());
            return new LayerStates(samples, List.of(flat, Computation.result(NativeMemory.loose(), () -> flat.sub(0.5f).abs())));
        }

        @Override
        public NDArray head(NDArray last) {
            return last;
        }
    }

    @Test
    void aLayerThatFoldsJoinsTheDots() {
        ShapeStudy study = ShapeStudy.of(new Fold(), INPUTS, RULERS);
        for (int i = 2; i < 16; i += 4) {
            assertArrayEquals(new int[] {2, 2, 1}, study.rows().get(i).components());
        }
    }

    @Test
    void aSurrogateIsCountedAtAsManyStepsAsItsNetworkHasLayers() {
        var network = new KnownMotion(3, 0, 1);
        try (Surrogates ground = Surrogates.of(network, YinYang.draw(Split.TRAIN, 500, 0), 2); Surrogate dmd = ground.dmd()) {
            ShapeStudy study = ShapeStudy.of(dmd, INPUTS, RULERS);
            assertTrue(study.stages().size() <= 3 && study.stages().get(0).equals("step 0"), study.toString());
            for (ShapeStudy.Row row : study.rows()) {
                assertEquals(1, Arrays.stream(row.components()).distinct().count(), "a motion that stays where it is");
                assertEquals(1, Arrays.stream(row.loops()).distinct().count());
            }
            assertEquals(study.stages().size(), study.separation().byLayer().length);
            ShapeStudy before = ShapeStudy.ofObservables(dmd, INPUTS, RULERS); // its decoder does nothing
            assertEquals(study.stages(), before.stages());
            for (int row = 0; row < study.rows().size(); row++) {
                assertArrayEquals(study.rows().get(row).components(), before.rows().get(row).components());
                assertArrayEquals(study.rows().get(row).loops(), before.rows().get(row).loops());
            }
        }
    }

    @Test
    void theTableHasARowForEachCloud() {
        var table = ShapeStudy.of(new KnownMotion(2, 0, 1), INPUTS, RULERS.subList(0, 1)).table();
        assertEquals(List.of("points", "of", "ruler", "inputs", "x_0", "x_1"), table.columnNames());
        assertEquals(List.of("1, 1", "1, 1", "2, 0", "1, 0", "1, 1", "1, 1", "2, 0", "1, 0"),
                Stream.of(table.stringColumn("x_1").asObjectArray()).toList());
    }

    @Test
    void tooFewPointsOrShapesAreRefused() {
        assertEquals("points (2000) must be at most " + INPUTS.counts()[0] + ", the samples of class yin",
                assertThrows(IllegalArgumentException.class, () -> ShapeRulers.of(INPUTS, 2_000, BETTI)).getMessage());
        assertEquals("betti (1 pairs) must be one for each of the 3 classes and one for all together",
                assertThrows(IllegalArgumentException.class, () -> ShapeRulers.of(INPUTS, 100, new int[] {1, 1})).getMessage());
    }
}
