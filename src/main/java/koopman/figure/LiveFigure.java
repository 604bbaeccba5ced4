// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjDoubleConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import koopman.data.WholeFile;
import koopman.display.Displayable;

/**
 * A figure that the reader moves, with the model that it shows running in the page; on paper, and where no script runs, a still
 * picture. It is one piece of HTML that asks for nothing else, and may stand several times on a page.
 *
 * <p>Its script is a resource beside this class and stands on {@code live.js}, which draws, colours, and has the controls. A script
 * also answers in numbers, so that {@code environment/check_live.py} can hold it against Java.
 */
public final class LiveFigure implements Displayable {

    private static final MathContext DIGITS = new MathContext(7); // about what single precision holds
    private static final JsonSerializer<Double> ROUNDED = (value, type, context) ->
            new JsonPrimitive(new BigDecimal(value).round(DIGITS).stripTrailingZeros());
    /** By name: Java's own maps have another order in each run, and a page is to be the same. */
    private static final JsonSerializer<Map<String, ?>> IN_ORDER = (map, type, context) -> {
        var object = new JsonObject();
        new TreeMap<>(map).forEach((name, value) -> object.add(name, context.serialize(value)));
        return object;
    };
    private static final Gson JSON = new GsonBuilder().registerTypeAdapter(double.class, ROUNDED)
            .registerTypeAdapter(Double.class, ROUNDED).registerTypeHierarchyAdapter(Map.class, IN_ORDER).create();
    private static final int COLOURS = 10;

    private final List<String> scripts;
    private final String label;
    private final Map<String, ?> data;
    private final Figure still;

    private LiveFigure(List<String> scripts, String label, Map<String, ?> data, Figure still) {
        this.scripts = scripts;
        this.label = label;
        this.data = data;
        this.still = still;
    }

    /**
     * Returns a figure by a script.
     *
     * @param script the name of the resource, without {@code .js}
     * @param label what the figure is, for a reader who cannot see it
     * @param data what the script is given: lists, maps, texts and numbers, of which seven digits are written
     */
    static LiveFigure of(String script, String label, Map<String, ?> data, Figure still) {
        return new LiveFigure(List.of("live", script), label, data, still);
    }

    /** Returns a figure as above whose script computes with {@code models.js}. */
    static LiveFigure ofModels(String script, String label, Map<String, ?> data, Figure still) {
        return new LiveFigure(List.of("live", "models", script), label, data, still);
    }

    /** Returns a matrix as a script of {@code models.js} reads it: single precision in base 64, a third of what text takes. */
    static Map<String, Object> packed(double[][] matrix) {
        return packed(matrix, Float.BYTES, (bytes, value) -> bytes.putFloat((float) value));
    }

    /** Returns a matrix as above in double precision. */
    static Map<String, Object> exactly(double[][] matrix) {
        return packed(matrix, Double.BYTES, ByteBuffer::putDouble);
    }

    private static Map<String, Object> packed(double[][] matrix, int each, ObjDoubleConsumer<ByteBuffer> put) {
        ByteBuffer bytes = ByteBuffer.allocate(each * matrix.length * matrix[0].length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(matrix).flatMapToDouble(Arrays::stream).forEach(value -> put.accept(bytes, value));
        return Map.of("rows", matrix.length, "columns", matrix[0].length, "packed",
                Base64.getEncoder().encodeToString(bytes.array()));
    }

    /** Returns numbers with so many decimals and no more, such as places that are only drawn. */
    static double[][] rounded(double[][] rows, int decimals) {
        double unit = Math.pow(10, decimals);
        return Arrays.stream(rows).map(row -> Arrays.stream(row).map(x -> Math.rint(x * unit) / unit).toArray())
                .toArray(double[][]::new);
    }

    /** Returns the still picture. */
    public Figure still() {
        return still;
    }

    @Override
    public Map<String, String> display() {
        String picture = still.display().get("image/png");
        return Map.of("image/png", picture, "text/html", html(picture));
    }

    private String html(String picture) {
        String code = scripts.stream().map(name -> resource(name + ".js")).collect(Collectors.joining());
        return resource("live.html").replace("@NAME@", scripts.get(scripts.size() - 1)).replace("@LABEL@", escaped(label))
                .replace("@STILL@", escaped(still.text())).replace("@PICTURE@", picture).replace("@DATA@", JSON.toJson(
                        Map.of("colours", IntStream.range(0, COLOURS).mapToObj(Palette::hex).toList(), "data", data)))
                .replace("@SCRIPT@", code);
    }

    /**
     * Writes the figure as a page of its own, which any browser opens without a network.
     *
     * @param file with the ending {@code .html}
     * @return the file
     */
    public Path save(Path file) {
        if (!file.getFileName().toString().endsWith(".html")) {
            throw new IllegalArgumentException("file (" + file + ") must end with .html");
        }
        try {
            new WholeFile(file).write(out -> out.write(page().getBytes(StandardCharsets.UTF_8)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed.getMessage(), failed);
        }
        return file;
    }

    private String page() {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>
                :root { color-scheme: light dark; }
                body { background: #fff; }
                @media (prefers-color-scheme: dark) { body { background: #121212; } }
                </style>
                </head>
                <body>
                <main>
                %s</main>
                </body>
                </html>
                """.formatted(escaped(label), display().get("text/html"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static String resource(String name) {
        try (InputStream file = LiveFigure.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public Map<String, Map<String, Object>> facts() {
        return still.facts();
    }

    @Override
    public String toString() {
        return "LiveFigure: " + label;
    }
}
