package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChartBuilder;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class DisplaysTest {

    private final Displays displays = new Displays();

    private String html(Object value) {
        return String.valueOf(displays.render(value).getData(MIMEType.TEXT_HTML));
    }

    private String text(Object value) {
        return Displays.text(displays.render(value));
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
        DisplayData shown = displays.renderAs(chart, "image/svg+xml");
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

    @Test
    void aSmallImageIsEnlarged() {
        String tag = html(new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY));
        assertTrue(tag.startsWith("<img alt=\"image, 28 × 28 pixels\" width=\"168\" "
                + "style=\"image-rendering:pixelated;"), tag);
    }

    @Test
    void aDisplayableDecidesItself() {
        Displayable value = () -> Map.of("text/markdown", "**x**", "text/plain", "x");
        assertEquals("**x**", displays.render(value).getData(MIMEType.TEXT_MARKDOWN));
        assertEquals("x", text(value));
    }

    @Test
    void nullIsShown() {
        assertEquals("null", text(null));
    }
}
