// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import koopman.measure.Spread;
import koopman.training.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsTest {

    private final Findings findings = new Findings(List.of(
            new Finding("kae", "accuracy, %", "10000 test points", List.of(0L, 1L, 2L), Spread.of(98, 99, 100), "98.75"),
            new Finding("kae", "isometry FVU", "10000 test points", List.of(0L), Spread.of(0.001), "")));

    @Test
    void aSpreadIsMeanAndSampleDeviation() {
        assertEquals("99.00 (1.00)", Spread.of(98, 99, 100).toString());
        assertEquals("0.0010", Spread.of(0.001).toString());
        assertEquals("8500 (707)", Spread.of(8_000, 9_000).toString());
        assertEquals("50.00", Spread.of(0.5).percent().toString());
        assertEquals("values (none) must be one at least",
                assertThrows(IllegalArgumentException.class, () -> Spread.of()).getMessage());
    }

    @Test
    void columnsOfRunsBecomeSpreads() {
        List<Spread> spreads = Spread.columns(List.of(new double[] {1, 10}, new double[] {3, 30}));
        assertEquals(2, spreads.get(0).mean());
        assertEquals(Math.sqrt(200), spreads.get(1).deviation(), 1e-12);
    }

    @Test
    void theTableHoldsPublishedFiguresBesideOurs() {
        String text = findings.toString();
        assertTrue(text.contains("98.75") && text.contains("99.00 (1.00)"), text);
        assertTrue(findings.display().get("text/html").contains("<td>99.00 (1.00)</td>"));
    }

    @Test
    void jsonHoldsEachValueAndLeavesOutWhatWasNotPublished(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("figures.json");
        findings.write(file);
        String json = Files.readString(file);
        assertTrue(json.contains("\"seeds\": [\n      0,\n      1,\n      2\n    ]"), json);
        assertTrue(json.contains("\"mean\": 99.0") && json.contains("\"deviation\": 1.0"), json);
        assertEquals(1, json.split("\"published\"", -1).length - 1);
        assertEquals(1, Files.list(folder).count(), "no part file is left");
    }

    @Test
    void seedsFollowEachOtherAndKeepTheirOrder() {
        assertEquals(List.of(10L, 12L, 14L), new Seeds(5, 3).each(seed -> 2 * seed));
        assertEquals("seeds 5 to 7", new Seeds(5, 3).toString());
        assertEquals("seeds (0) must be at least 1 and at most 100000",
                assertThrows(IllegalArgumentException.class, () -> new Seeds(0, 0)).getMessage());
        assertEquals("seed-base (9223372036854775805) must be at most 9223372036854775804, for 3 seeds from there",
                assertThrows(IllegalArgumentException.class, () -> new Seeds(Long.MAX_VALUE - 2, 3)).getMessage());
    }

    @Test
    void whatFailsInOneSeedFailsTheRun() {
        assertEquals("seed 1", assertThrows(IllegalStateException.class, () -> new Seeds(0, 3).each(seed -> {
            if (seed == 1) {
                throw new IllegalStateException("seed 1");
            }
            return seed;
        })).getMessage());
    }

    @Test
    void anExperimentIsKnownByItsName() {
        assertEquals(Experiment.KAE, Experiment.of("kae"));
        assertEquals("experiment (x) must be one of network, baselines, ranks, kae, redrawn, path, forms, nearest, topology, shape, "
                + "isometry, unlearning",
                assertThrows(IllegalArgumentException.class, () -> Experiment.of("x")).getMessage());
    }
}
