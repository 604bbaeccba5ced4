// SPDX-License-Identifier: Apache-2.0
package koopman.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import koopman.jupyter.KernelExtension;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChartBuilder;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** With the renderer that JJava's kernel has; ours loads the same ones later. */
class LibraryExtensionTest {

    private final LibraryExtension extension = new LibraryExtension();
    private final Renderer renderer = new Renderer();

    LibraryExtensionTest() {
        Charts.register(renderer);
        Tables.register(renderer);
        Tables.registerColumns(renderer);
        Tensors.register(renderer);
    }

    private String html(Object value) {
        return String.valueOf(renderer.render(value).getData(MIMEType.TEXT_HTML));
    }

    private String text(Object value) {
        return String.valueOf(renderer.render(value).getData(MIMEType.TEXT_PLAIN));
    }

    @Test
    void isFoundByItsService() {
        assertTrue(ServiceLoader.load(Extension.class).stream().anyMatch(each -> each.type() == LibraryExtension.class));
    }

    @Test
    void itsImportsAndSourcesAreThere() throws Exception {
        assertEquals("koopman.data.*", extension.imports().get(0));
        for (String each : extension.imports()) {
            String folder = "/META-INF/sources/" + each.replace(".*", "").replace('.', '/');
            assertNotNull(getClass().getResource(folder + "/package-info.java"), each);
        }
        URL source = new URL(extension.sources().get(0), "koopman/data/Samples.java");
        assertTrue(new String(source.openStream().readAllBytes()).contains("package koopman.data;"));
    }

    @Test
    void noNameOfACellMeansTwoThings() throws Exception {
        List<String> others;
        try (InputStream list = KernelExtension.class.getResourceAsStream("imports.txt")) {
            others = new String(list.readAllBytes()).lines().filter(each -> each.startsWith("java.")).toList();
        }
        assertTrue(others.contains("java.util.*"));
        Map<String, String> seen = new HashMap<>();
        for (String own : extension.imports()) {
            for (String name : publicClasses(own.replace(".*", ""))) {
                assertNull(seen.put(name, own), name);
                for (String each : others) {
                    assertThrows(ClassNotFoundException.class, () -> Class.forName(each.replace("*", name)), name);
                }
            }
        }
        assertEquals("koopman.measure.*", seen.get("Comparison"));
        assertEquals("koopman.system.*", seen.get("Duffing"));
    }

    private static List<String> publicClasses(String of) throws Exception {
        List<String> names = new ArrayList<>();
        ClassLoader loader = LibraryExtension.class.getClassLoader();
        Path classes = Path.of(LibraryExtension.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.list(classes.resolve(of.replace('.', '/')))) {
            for (String name : files.map(each -> each.getFileName().toString()).filter(each -> each.matches("\\w+\\.class"))
                    .map(each -> each.replace(".class", "")).toList()) {
                if (Modifier.isPublic(Class.forName(of + "." + name, false, loader).getModifiers())) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    @Test
    void whatItSetsIsOfThisLibraryOnly() {
        assertEquals("passive", extension.environment().get("OMP_WAIT_POLICY"));
        assertTrue(extension.jvmOptions().contains("-Dai.djl.offline=true"));
        assertFalse(extension.jvmOptions().toString().contains("headless"));
    }

    @Test
    void theLauncherSetsTheSameVariables() throws IOException {
        String launcher = Files.readString(Path.of("environment/koopman.sh"));
        Matcher array = Pattern.compile("^TRAINING=\\(([^)]*)\\)", Pattern.MULTILINE).matcher(launcher);
        assertTrue(array.find(), "environment/koopman.sh must set TRAINING");
        var set = new HashMap<String, String>();
        for (String each : array.group(1).strip().split("\\s+")) {
            set.put(each.substring(0, each.indexOf('=')), each.substring(each.indexOf('=') + 1));
        }
        assertEquals(extension.environment(), set);
    }

    @Test
    void aTableHasNumbersToTheRightAndEscapedText() {
        Table table = Table.create("points", DoubleColumn.create("x", 1.5, Double.NaN),
                StringColumn.create("name", "<b>", "c"));
        assertEquals("""
                <table class="dataframe">
                <caption>points</caption>
                <thead><tr><th style="text-align:right">x</th><th style="text-align:left">name</th></tr></thead>
                <tbody>
                <tr><td style="text-align:right">1.5</td><td style="text-align:left">&lt;b&gt;</td></tr>
                <tr><td style="text-align:right"></td><td style="text-align:left">c</td></tr>
                </tbody>
                </table>
                """, html(table));
    }

    @Test
    void aLongTableIsCutWithACount() {
        String html = html(Table.create(IntColumn.indexColumn("i", 1234, 0)));
        assertEquals(1 + 20 + 1, html.split("<tr>").length - 1, "a head, twenty rows and an ellipsis");
        assertTrue(html.endsWith("<p>1,234 rows × 1 columns</p>\n"), html);
        assertTrue(html.contains(">1233</td>"), "the last row is there");
    }

    @Test
    void aChartIsTwiceAsSharpAsItIsWideAndTellsWhatItIs() throws Exception {
        var chart = new XYChartBuilder().width(300).height(200).title("Rise & fall").build();
        chart.addSeries("up", new double[] {1, 2}, new double[] {1, 2});
        assertEquals("XY chart: Rise & fall (up)", text(chart));
        Matcher tag = Pattern.compile("<img alt=\"XY chart: Rise &amp; fall \\(up\\)\" width=\"300\" .*base64,(.*)\">")
                .matcher(html(chart));
        assertTrue(tag.matches());
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(tag.group(1))));
        assertEquals(600, image.getWidth());
        assertEquals(400, image.getHeight());
    }

    @Test
    void aChartIsDrawnAsSvgOnDemand() {
        var chart = new XYChartBuilder().width(300).height(200).build();
        chart.addSeries("up", new double[] {1, 2}, new double[] {1, 2});
        DisplayData shown = renderer.renderAs(chart, "image/svg+xml");
        assertTrue(String.valueOf(shown.getData(MIMEType.IMAGE_SVG)).contains("<svg"));
        assertTrue(!shown.hasDataForType(MIMEType.TEXT_HTML));
    }

    @Test
    void aTensorShowsTypeShapeAndACorner() {
        try (NDManager manager = NDManager.newBaseManager()) {
            assertEquals("NDArray float32 (3)\n       1.000      2.000      3.000",
                    text(manager.create(new float[] {1, 2, 3})));
            assertEquals("NDArray int64 (): 7", text(manager.create(7L)));
            String[] lines = text(manager.arange(6000f).reshape(new Shape(2, 30, 100))).split("\n");
            assertEquals("NDArray float32 (2, 30, 100)", lines[0]);
            assertEquals(1 + 6 + 1, lines.length, "six rows and an ellipsis");
            NDArray closed = manager.create(1f);
            closed.close();
            assertEquals("NDArray, released: its manager or scope was closed", text(closed));
        }
    }
}
