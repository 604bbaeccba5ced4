// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A network whose bytes are put together here by the numbers of ONNX's description. */
class OnnxGraphTest {

    private static final String NO_NETWORK = " must be a network in the ONNX format, with at least one of each";

    @TempDir
    Path folder;

    private final OnnxGraph graph = OnnxGraph.of(TinyGraph.bytes());

    @Test
    void whatIsBetweenTheLayersBecomesAnOutput() throws IOException {
        OnnxGraph open = graph.exposing("/fc1/Relu_output_0");
        assertEquals(List.of("y", "/fc1/Relu_output_0"), open.outputs());
        byte[] own = TinyGraph.bytes();
        assertArrayEquals(own, Arrays.copyOf(open.bytes(), own.length));
        String added = new String(open.bytes(), own.length, open.bytes().length - own.length, StandardCharsets.ISO_8859_1);
        assertEquals("\72\26\142\24\12\22/fc1/Relu_output_0", added, "field 7 of 22 bytes: field 12 of 20: field 1 of 18");
        Path file = folder.resolve("open.onnx");
        open.save(file);
        assertEquals(open.digest(), OnnxGraph.read(file).digest());
        assertNotEquals(graph.digest(), open.digest());
        assertArrayEquals(own, OnnxGraph.of(new ByteArrayInputStream(own)).bytes());
    }

    @Test
    void storedArraysAreNoInputsAndWhatABranchComputesIsNotSeen() {
        assertEquals(List.of("x"), graph.inputs());
        assertEquals(List.of("y"), graph.outputs());
        assertEquals(List.of("/fc1/MatMul_output_0", "/fc1/Relu_output_0", "/fc2/MatMul_output_0", "y"), graph.values(""));
        assertEquals(List.of("/fc1/MatMul_output_0", "/fc2/MatMul_output_0"), graph.values("MatMul_output_0"));
        assertEquals(List.of("/fc1/MatMul_output_0", "/fc2/MatMul_output_0"), graph.computedBy("MatMul"));
        assertEquals(List.of("/fc1/Relu_output_0"), graph.computedBy("Relu"));
        refused("operator (relu) must be one of [Add, MatMul, Relu]", () -> graph.computedBy("relu"));
        assertEquals("ONNX network, opset 17, 0 MB, 4 values: [x] → [y]", graph.toString());
    }

    @Test
    void aGraphInTwoPartsIsOne() {
        OnnxGraph parts = OnnxGraph.of(new ProtobufWriter().message(7, TinyGraph.start()).message(8, TinyGraph.opset("", 17))
                .message(7, TinyGraph.end()).bytes());
        assertEquals(graph.values(""), parts.values(""));
        assertEquals(graph.inputs(), parts.inputs());
        assertEquals(List.of("y", "/fc2/MatMul_output_0"), parts.exposing("/fc2/MatMul_output_0").outputs());
    }

    @Test
    void whatIsAnOutputAlreadyIsNotGivenTwice() {
        assertSame(graph, graph.exposing("y"));
        OnnxGraph open = graph.exposing("y", "/fc1/Relu_output_0", "/fc1/Relu_output_0");
        assertEquals(List.of("y", "/fc1/Relu_output_0"), open.outputs());
        assertEquals(graph.exposing("/fc1/Relu_output_0").digest(), open.digest());
        assertSame(open, open.exposing(open.outputs()));
        assertEquals(List.of("y", "/fc1/Relu_output_0", "/fc1/MatMul_output_0"),
                open.exposing("/fc1/MatMul_output_0").outputs());
    }

    @Test
    void learnedNumbersAreReadRowAfterRow() {
        ByteBuffer six = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        IntStream.range(0, 6).forEach(i -> six.putFloat(i - 2.5f));
        ProtobufWriter raw = new ProtobufWriter().raw(new byte[] {8, 2, 8, 3, 16, 1}).text(8, "head.weight")
                .bytes(9, six.array());
        ProtobufWriter packed = new ProtobufWriter().raw(new byte[] {10, 1, 2, 16, 1}).text(8, "head.bias")
                .bytes(4, Arrays.copyOf(six.array(), 8));
        ProtobufWriter wide = new ProtobufWriter().raw(new byte[] {8, 1, 16, 11}).text(8, "wide");
        ProtobufWriter brief = new ProtobufWriter().raw(new byte[] {8, 7, 16, 1}).text(8, "short")
                .bytes(9, six.array());
        OnnxGraph with = OnnxGraph.of(new ProtobufWriter().raw(TinyGraph.bytes()).message(7, new ProtobufWriter().message(5, raw)
                .message(5, packed).message(5, wide).message(5, brief)).bytes());
        assertEquals(List.of("W", "V", "b", "head.weight", "head.bias", "wide", "short"), with.arrays());
        OnnxArray weight = with.array("head.weight");
        assertEquals("head.weight [2, 3]", weight.toString());
        assertArrayEquals(new float[] {-2.5f, -1.5f, -0.5f, 0.5f, 1.5f, 2.5f}, weight.numbers());
        try (SoftmaxHead head = SoftmaxHead.of(weight, with.array("head.bias")); NDManager manager = NDManager.newBaseManager()) {
            NDArray logits = head.logits(manager.create(new float[][] {{1, 0, 0}, {1, 2, 3}}));
            assertArrayEquals(new float[] {-5, -1, -9.5f, 9.5f}, logits.toFloatArray());
            assertEquals("softmax head from 3 numbers to 2 classes, the network's own", head.toString());
        }
        refused("array head.bias [2] must be (classes, d)", () -> SoftmaxHead.of(with.array("head.bias"), weight));
        refused("array head.weight [2, 3] must be [2]", () -> SoftmaxHead.of(weight, weight));
        refused("array wide (type [11], in this file) must be of single precision, which is type [1], and in the network's own file",
                () -> with.array("wide"));
        refused("array short (24 bytes) must have 4 for each number of [7]", () -> with.array("short"));
        refused("array (head) must be one that the network stores, such as head.weight, head.bias, W: arrays() names all 7",
                () -> with.array("head"));
    }

    @Test
    void aNameThatIsNotThereIsRefusedWithTheNearest() {
        refused("value (/fc1/Relu) must be one that the network computes, such as /fc1/Relu_output_0, /fc1/MatMul_output_0, "
                + "/fc2/MatMul_output_0: values(\"\") names all 4", () -> graph.exposing("/fc1/Relu"));
        refused("value (Add) must be one that the network computes, such as /fc1/MatMul_output_0, /fc1/Relu_output_0, "
                + "/fc2/MatMul_output_0: values(\"\") names all 4", () -> graph.exposing("Add"));
        assertThrows(IllegalArgumentException.class, () -> graph.exposing("within"));
    }

    @Test
    void theLastVersionOfTheOperatorsCountsAndNoOtherSet() {
        byte[] again = new ProtobufWriter().raw(TinyGraph.bytes()).message(8, TinyGraph.opset("ai.onnx", 18)).bytes();
        assertEquals(18, OnnxGraph.of(again).opset());
        ProtobufWriter rest = new ProtobufWriter().raw(TinyGraph.start().bytes()).raw(TinyGraph.end().bytes());
        byte[] packed = new ProtobufWriter().message(7, rest).message(8, new ProtobufWriter().text(2, "\21")).bytes();
        refused("model (4 values, 1 outputs, opset 0)" + NO_NETWORK, () -> OnnxGraph.of(packed));
        byte[] unnamed = new ProtobufWriter().message(7, rest).message(8, new ProtobufWriter().raw(new byte[] {16, 11})).bytes();
        assertEquals(11, OnnxGraph.of(unnamed).opset());
    }

    @Test
    void whatIsNoNetworkIsRefused() throws IOException {
        refused("model (0 values, 0 outputs, opset 0)" + NO_NETWORK, () -> OnnxGraph.of(new byte[0]));
        refused("model (2 values, 0 outputs, opset 17)" + NO_NETWORK, () -> OnnxGraph.of(new ProtobufWriter()
                .message(7, TinyGraph.start()).message(8, TinyGraph.opset("", 17)).bytes()));
        refused("model (no stream) must be there: getResourceAsStream gives none for a name that is not on the class path, and a"
                + " name from its root begins with /", () -> OnnxGraph.of((InputStream) null));
        String whole = " must be a whole message of Protocol Buffers, as ONNX files are";
        unreadable("text.onnx", ": bytes (wire type 7)" + whole, "once upon a time".getBytes(StandardCharsets.UTF_8));
        unreadable("empty.onnx", ": model (0 values, 0 outputs, opset 0)" + NO_NETWORK, new byte[0]);
        byte[] own = TinyGraph.bytes();
        int notWhole = (int) IntStream.range(0, own.length - 1).filter(end -> isRefused(Arrays.copyOf(own, end))).count();
        assertEquals(own.length - 1 - 1, notWhole, "cut anywhere but before the last field, which is unknown");
    }

    private static boolean isRefused(byte[] bytes) {
        try {
            OnnxGraph.of(bytes);
            return false;
        } catch (IllegalArgumentException refused) {
            return true;
        }
    }

    @Test
    void aFolderAndAFileThatNoMessageCanBeAreRefused() throws IOException {
        assertEquals(folder + " must be a file, but is a folder",
                assertThrows(IOException.class, () -> OnnxGraph.read(folder)).getMessage());
        Path large = folder.resolve("large.onnx");
        try (var file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(1L << 31); // a hole, which takes no place
        }
        assertEquals(large + " (2147483648 bytes) must be at most 2147483639, as one message of Protocol Buffers is: export the"
                + " weights to files beside it", assertThrows(IOException.class, () -> OnnxGraph.read(large)).getMessage());
        assertTrue(assertThrows(IOException.class, () -> OnnxGraph.read(folder.resolve("none"))).getMessage().contains("none"));
    }

    private void unreadable(String name, String message, byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve(name), bytes);
        assertEquals(file + message, assertThrows(IOException.class, () -> OnnxGraph.read(file)).getMessage());
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
