// SPDX-License-Identifier: Apache-2.0
package koopman.network;

/** The bytes of a network in the ONNX format: h = relu(x W), y = h V + b, and a branch within a node. */
public final class TinyGraph {

    private TinyGraph() {}

    private static ProtobufWriter text(int tag, String text) {
        return new ProtobufWriter().text(tag, text);
    }

    /** A node: its inputs, its outputs and the kind of operator. */
    static ProtobufWriter node(String operator, String inputs, String... outputs) {
        var node = new ProtobufWriter();
        for (String input : inputs.split(" ")) {
            node.text(1, input);
        }
        for (String output : outputs) {
            node.text(2, output);
        }
        return node.text(4, operator);
    }

    /** A stored array of four numbers. */
    private static ProtobufWriter stored(String name) {
        return new ProtobufWriter().raw(new byte[] {8, 2, 8, 2, 16, 1}).text(8, name).text(9, "sixteen bytes...");
    }

    /** The first part of the graph: up to the hidden layer. */
    static ProtobufWriter start() {
        ProtobufWriter branch = new ProtobufWriter().message(1, node("Neg", "h", "within")).message(12, text(1, "within"));
        return new ProtobufWriter()
                .message(1, node("MatMul", "x W", "/fc1/MatMul_output_0"))
                .message(1, node("Relu", "/fc1/MatMul_output_0", "/fc1/Relu_output_0", "")
                        .message(5, text(1, "then_branch").message(6, branch)))
                .text(2, "a graph").message(5, stored("W"))
                .message(11, text(1, "x")).message(11, text(1, "W"));
    }

    /** The rest of the graph. */
    static ProtobufWriter end() {
        return new ProtobufWriter()
                .message(1, node("MatMul", "/fc1/Relu_output_0 V", "/fc2/MatMul_output_0"))
                .message(1, node("Add", "/fc2/MatMul_output_0 b", "y"))
                .message(5, stored("V")).message(5, stored("b")).message(11, text(1, "b")).message(12, text(1, "y"));
    }

    /** A set of operators in a version below 128. */
    static ProtobufWriter opset(String domain, int version) {
        return text(1, domain).raw(new byte[] {16, (byte) version});
    }

    /** Returns the whole network, with a field that no description knows. */
    public static byte[] bytes() {
        return new ProtobufWriter().raw(new byte[] {8, 8}).text(2, "by hand")
                .message(7, new ProtobufWriter().raw(start().bytes()).raw(end().bytes()))
                .message(8, opset("ai.onnx.ml", 3)).message(8, opset("", 17)).text(999, "unknown").bytes();
    }
}
