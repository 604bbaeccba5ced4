// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import koopman.network.SmallPerceptron;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of the book on ONNX files, its code run as it stands there. Skipped where the runtime is not in Maven's repository. */
class OnnxPageTest {

    private static final Pattern CODE = Pattern.compile("(?s)```(?:java|text)\n(.*?)```");
    private static final Path RUNTIME = PretrainedEncoderTest.jar("com.microsoft.onnxruntime:onnxruntime:1.20.0");

    @TempDir
    Path folder;

    @Test
    void itsCellsExplainAPerceptron() throws IOException {
        PretrainedEncoderTest.assume(List.of(RUNTIME));
        List<String> cells = CODE.matcher(Files.readString(Path.of("book", "onnx.md"))).results().map(found -> found.group(1)).toList();
        Path file = folder.resolve("mine.onnx");
        var perceptron = new SmallPerceptron(3);
        perceptron.write(file);
        try (KernelClient client = new KernelClient(Map.of())) {
            run(client, cells.get(0));
            run(client, data(perceptron));
            run(client, cells.get(1).replace("\"mine.onnx\"", '"' + file.toString() + '"'));
            assertEquals("[/Relu_output_0, /Relu_1_output_0]", run(client, "layers"));
            assertEquals("1.0", run(client, cells.get(2)).strip());
            String report = run(client, cells.get(3));
            assertTrue(report.startsWith("surrogate right ") && report.contains("network 100.00 %"), report);
        }
    }

    /** Points of the plane, labelled with the perceptron's own answers as they are worked out here. */
    private static String data(SmallPerceptron perceptron) {
        var random = new SplittableRandom(0);
        List<float[]> rows = IntStream.range(0, 600).mapToObj(i -> new float[] {random.nextInt(-999, 999) / 500f,
            random.nextInt(-999, 999) / 500f}).toList();
        return "var data = Splits.of(\"plane\", List.of(\"a\", \"b\", \"c\"), new float[][] {" + rows.stream()
                .map(row -> "{" + row[0] + "f, " + row[1] + "f}").collect(Collectors.joining(", ")) + "}, new int[] {"
                + rows.stream().map(row -> String.valueOf(perceptron.classify(row))).collect(Collectors.joining(", "))
                + "}, 0.7, 0.1, 0);";
    }

    private static String run(KernelClient client, String cell) {
        KernelClient.Outcome outcome = client.run(cell);
        assertEquals("ok", outcome.status(), () -> outcome.error());
        return outcome.value();
    }
}
