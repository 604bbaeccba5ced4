// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import koopman.data.Fingerprint;
import koopman.data.WholeFile;
import koopman.display.Brief;

/**
 * A network in the ONNX format, of which what is computed between its layers can be made outputs: then any runtime gives them
 * beside the answer. Nothing is run here, and no runtime is needed.
 *
 * <pre>{@code
 * var graph = OnnxGraph.read(Path.of("mine.onnx"));
 * List<String> layers = graph.computedBy("Relu");         // names of what is between the layers
 * byte[] open = graph.exposing(layers).bytes();           // for the runtime
 * }</pre>
 *
 * <p>The wish stands behind the model's own bytes, as a second graph that has outputs only: every reader of the format merges
 * parts of a message that come twice. So no byte of the model is another than before.
 *
 * <p>Sources: ONNX, <i>onnx.proto</i> (ModelProto, GraphProto, NodeProto); Protocol Buffers, <i>Encoding</i>, "Last one wins".
 */
public final class OnnxGraph {

    /** Numbers of fields: of a model, of its graph, of a node, and the name of an input or output. */
    private static final int MODEL_GRAPH = 7;
    private static final int MODEL_OPSET = 8;
    private static final int OPSET_DOMAIN = 1;
    private static final int OPSET_VERSION = 2;
    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_STORED = 5;
    private static final int GRAPH_INPUT = 11;
    private static final int GRAPH_OUTPUT = 12;
    private static final int NODE_OUTPUT = 2;
    private static final int NODE_OPERATOR = 4;
    private static final int INFO_NAME = 1;

    private static final int MOST_BYTES = Integer.MAX_VALUE - 8; // of one array in Java
    private static final int SHOWN = 3; // names in a message

    private final byte[] bytes;
    private final List<String> inputs;
    private final List<String> outputs;
    private final Map<String, String> operators; // by the value that each computes, in the order of the graph
    private final List<String> values;
    private final List<String> arrays;
    private final long opset;

    private OnnxGraph(byte[] bytes) {
        var model = new ProtobufMessage(bytes);
        List<ProtobufMessage> graphs = model.messages(MODEL_GRAPH);
        this.bytes = bytes;
        this.operators = new LinkedHashMap<>();
        graphs.stream().flatMap(graph -> graph.messages(GRAPH_NODE).stream()).forEach(node -> node.texts(NODE_OUTPUT).stream()
                .filter(name -> !name.isEmpty())
                .forEach(name -> operators.putIfAbsent(name, String.join("", node.texts(NODE_OPERATOR)))));
        this.values = List.copyOf(operators.keySet());
        this.arrays = names(graphs, GRAPH_STORED, OnnxArray.NAME);
        this.inputs = names(graphs, GRAPH_INPUT, INFO_NAME).stream().filter(name -> !arrays.contains(name)).toList();
        this.outputs = names(graphs, GRAPH_OUTPUT, INFO_NAME);
        this.opset = model.messages(MODEL_OPSET).stream().filter(set -> set.texts(OPSET_DOMAIN).stream()
                .allMatch(domain -> domain.isEmpty() || domain.equals("ai.onnx")))
                .flatMap(set -> set.numbers(OPSET_VERSION).stream()).reduce(0L, (before, last) -> last);
        if (values.isEmpty() || outputs.isEmpty() || opset == 0) {
            throw new IllegalArgumentException("model (" + values.size() + " values, " + outputs.size() + " outputs, opset "
                    + opset + ") must be a network in the ONNX format, with at least one of each");
        }
    }

    private static List<String> names(List<ProtobufMessage> graphs, int field, int name) {
        return graphs.stream().flatMap(graph -> graph.messages(field).stream()).flatMap(each -> each.texts(name).stream())
                .distinct().toList();
    }

    /**
     * Returns the network of these bytes.
     *
     * @throws IllegalArgumentException if they are none in the ONNX format
     */
    public static OnnxGraph of(byte[] model) {
        return new OnnxGraph(model.clone());
    }

    /** Returns the network that a stream holds, such as a resource of a jar, and closes the stream. */
    public static OnnxGraph of(InputStream model) throws IOException {
        if (model == null) {
            throw new IllegalArgumentException("model (no stream) must be there: getResourceAsStream gives none for a name that"
                    + " is not on the class path, and a name from its root begins with /");
        }
        try (model) {
            return new OnnxGraph(model.readAllBytes());
        }
    }

    /**
     * Returns the network of a file. Weights that the file keeps in other files beside it are not read; save what is made of it
     * into the same folder.
     *
     * @throws IOException if the file cannot be read or holds no network in the ONNX format
     */
    public static OnnxGraph read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + " must be a file, but is a folder");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " (" + Files.size(file) + " bytes) must be at most " + MOST_BYTES + ", as one message of"
                    + " Protocol Buffers is: export the weights to files beside it");
        }
        try {
            return new OnnxGraph(Files.readAllBytes(file));
        } catch (IllegalArgumentException refused) {
            throw new IOException(file + ": " + refused.getMessage(), refused);
        }
    }

    /** Returns the names of what the network is given. */
    public List<String> inputs() {
        return inputs;
    }

    /** Returns the names of what the network gives. */
    public List<String> outputs() {
        return outputs;
    }

    /** Returns the version of the operators that the network is made of, which a runtime must know. */
    public long opset() {
        return opset;
    }

    /** Returns the names of all that is computed, in the order of the graph, that end so; "" for all. */
    public List<String> values(String ending) {
        return values.stream().filter(name -> name.endsWith(ending)).toList();
    }

    /**
     * Returns the names of all that is computed by an operator of this kind, such as "Relu" or "LayerNormalization", in the order
     * of the graph.
     *
     * @throws IllegalArgumentException if the network has none of it; the message names those that it has
     */
    public List<String> computedBy(String operator) {
        List<String> found = values.stream().filter(name -> operators.get(name).equals(operator)).toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("operator (" + operator + ") must be one of " + new TreeSet<>(operators.values()));
        }
        return found;
    }

    /**
     * Returns the network with these values among its outputs, behind those it has.
     *
     * @throws IllegalArgumentException if nothing of that name is computed; the message names the nearest
     */
    public OnnxGraph exposing(String... names) {
        return exposing(Arrays.asList(names));
    }

    /** Returns the network with these values among its outputs, as above. */
    public OnnxGraph exposing(List<String> names) {
        names.forEach(this::requireValue);
        List<String> added = names.stream().distinct().filter(name -> !outputs.contains(name)).toList();
        if (added.isEmpty()) {
            return this;
        }
        var wish = new ProtobufWriter();
        added.forEach(name -> wish.message(GRAPH_OUTPUT, new ProtobufWriter().text(INFO_NAME, name)));
        byte[] behind = new ProtobufWriter().message(MODEL_GRAPH, wish).bytes();
        byte[] both = Arrays.copyOf(bytes, bytes.length + behind.length);
        System.arraycopy(behind, 0, both, bytes.length, behind.length);
        return new OnnxGraph(both);
    }

    private void requireValue(String name) {
        if (!values.contains(name) && !outputs.contains(name)) {
            throw new IllegalArgumentException("value (" + name + ") must be one that the network computes, such as "
                    + nearest(name, values) + ": values(\"\") names all " + values.size());
        }
    }

    private static String nearest(String name, List<String> names) {
        return Brief.of(names.stream().sorted(Comparator.comparingInt(each -> -alike(each, name))).limit(SHOWN)
                .collect(Collectors.joining(", ")));
    }

    /** Returns how many characters two names share at their start and at their end. */
    private static int alike(String one, String other) {
        int mismatch = Arrays.mismatch(one.toCharArray(), other.toCharArray());
        int fromEnd = Arrays.mismatch(new StringBuilder(one).reverse().toString().toCharArray(),
                new StringBuilder(other).reverse().toString().toCharArray());
        return Math.max(mismatch, 0) + Math.max(fromEnd, 0);
    }

    /** Returns the names of the arrays of learned numbers that the network stores. */
    public List<String> arrays() {
        return arrays;
    }

    /**
     * Returns an array of learned numbers, such as the weights of the last layer.
     *
     * @throws IllegalArgumentException if none of that name is stored, or not as single precision in this file
     */
    public OnnxArray array(String name) {
        ProtobufMessage found = new ProtobufMessage(bytes).messages(MODEL_GRAPH).stream()
                .flatMap(graph -> graph.messages(GRAPH_STORED).stream())
                .filter(each -> each.texts(OnnxArray.NAME).contains(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("array (" + name + ") must be one that the network stores, such as "
                        + nearest(name, arrays) + ": arrays() names all " + arrays.size()));
        return OnnxArray.of(name, found);
    }

    /** Returns the network as a runtime reads it. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Writes the network to a file, whole or not at all. */
    public void save(Path file) throws IOException {
        new WholeFile(file).write(out -> out.write(bytes));
    }

    /** Returns a digest of the network, weights and outputs included: 16 hexadecimal digits. */
    public String digest() {
        return new Fingerprint().add(bytes).text();
    }

    @Override
    public String toString() {
        return "ONNX network, opset " + opset + ", " + bytes.length / 1_000_000 + " MB, " + values.size() + " values: " + inputs
                + " → " + outputs;
    }
}
