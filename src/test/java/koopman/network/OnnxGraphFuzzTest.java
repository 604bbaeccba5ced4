// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import koopman.Fuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Has damaged networks in the ONNX format read, and all that they compute exposed. */
class OnnxGraphFuzzTest {

    @TempDir
    Path folder;

    @Test
    void aDamagedNetworkIsOpenedOrRefusedByName() {
        Path file = folder.resolve("network.onnx");
        var noise = new byte[200];
        new SplittableRandom(7).nextBytes(noise);
        int refused = Fuzz.refused(3_000, List.of(TinyGraph.bytes(), TinyGraph.bytes(), noise),
                damaged -> open(Fuzz.write(file, damaged)), file.toString(), IOException.class);
        assertTrue(refused > 1_000, "refused " + refused);
    }

    private static void open(Path file) throws IOException {
        OnnxGraph graph = OnnxGraph.read(file);
        assertTrue(graph.exposing(graph.values("")).outputs().containsAll(graph.values("")));
    }
}
