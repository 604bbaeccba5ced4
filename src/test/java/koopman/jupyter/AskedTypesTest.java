// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import koopman.display.Displayable;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskedTypesTest {

    private final Displays displays = new Displays();

    @TempDir
    private Path folder;

    record Point(int x, List<String> names) {}

    private Object as(String type, Object value) {
        return displays.renderAs(value, type).getData(MIMEType.parse(type));
    }

    private String refused(Object value, String... types) {
        return assertThrows(IllegalArgumentException.class, () -> displays.renderAs(value, types)).getMessage();
    }

    @Test
    void aTextIsSentAsWhatWasAskedFor() {
        assertEquals("<b>x</b>", as("text/html", "<b>x</b>"));
        assertEquals("alert(1)", as("application/javascript", "alert(1)"));
        assertEquals("iVBORw0=", as("image/png", "iVBORw0="));
        assertEquals("x", as("application/x-never-heard-of", "x"));
        DisplayData both = displays.renderAs("**x**", "text/markdown", "text/html");
        assertTrue(both.hasDataForType(MIMEType.TEXT_HTML) && both.hasDataForType(MIMEType.TEXT_MARKDOWN));
        assertEquals("**x**", both.getData(MIMEType.TEXT_PLAIN));
    }

    @Test
    void jsonIsSentAsAnObject() {
        assertEquals("{\"mark\":\"bar\"}", as("application/vnd.vegalite.v5+json", "{\"mark\": \"bar\"}").toString());
        assertEquals("{\"a\":1}", as("application/json", Map.of("a", 1)).toString());
        assertEquals("{\"x\":1,\"names\":[\"a\",null]}",
                as("application/geo+json", new Point(1, java.util.Arrays.asList("a", null))).toString());
        assertEquals("[1.5,2.0]", as("application/json", new double[] {1.5, 2}).toString());
        assertEquals("3", as("application/json", 3).toString());
        assertEquals("{\"day\":\"2025-01-02\",\"more\":null}", as("application/json",
                new java.util.TreeMap<>(Map.of("day", LocalDate.of(2025, 1, 2), "more", Optional.empty()))).toString());
    }

    @Test
    void whatIsNoJsonIsRefused() {
        assertTrue(refused("{mark", "application/json").startsWith("text of application/json ({mark) must be JSON"));
        assertTrue(refused("{} {}", "application/json").contains("must be JSON"));
        assertTrue(refused("", "application/json").contains("must be JSON"));
        assertTrue(refused(Map.of("a", Double.NaN), "application/json").contains("NaN is not a valid double value"));
        assertTrue(refused(Thread.currentThread(), "application/json").contains("value of application/json (Thread)"));
    }

    @Test
    void aValueIsSentAsItsText() {
        assertEquals("3", as("text/html", 3));
        assertEquals("&lt;Point&gt;", as("text/html", new StringBuilder("<Point>").chars().mapToObj(c -> (char) c)
                .map(String::valueOf).reduce("", String::concat).equals("<Point>") ? new Object() {
                    @Override
                    public String toString() {
                        return "<Point>";
                    }
                } : null));
        assertEquals("[1, 2]", as("text/markdown", List.of(1, 2)));
        assertEquals("null", as("text/plain", null));
    }

    @Test
    void bytesAreSentInBase64() {
        byte[] bytes = {1, 2, 3};
        assertEquals(Base64.getEncoder().encodeToString(bytes), as("application/pdf", bytes));
        assertEquals("AQID", as("audio/wav", bytes));
        assertEquals("<svg/>", as("image/svg+xml", "<svg/>".getBytes()));
    }

    @Test
    void anImageIsSentInTheFormatAskedFor() throws IOException {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_ARGB);
        for (String type : List.of("image/png", "image/jpeg", "image/gif")) {
            byte[] bytes = Base64.getDecoder().decode((String) as(type, image));
            assertEquals(3, ImageIO.read(new ByteArrayInputStream(bytes)).getWidth(), type);
        }
        DisplayData shown = displays.renderAs(image, "image/png");
        assertFalse(shown.hasDataForType(MIMEType.TEXT_HTML), "asked for PNG only");
        assertEquals("image, 3 × 2 pixels", shown.getData(MIMEType.TEXT_PLAIN));
    }

    @Test
    void whatCannotBeMadeIsAnErrorThatNamesWhatCan() {
        assertEquals("type (image/png) must be one that can be made of Integer: text/plain, text/html, text/markdown, "
                + "application/json", refused(3, "text/html", "image/png"));
        assertTrue(refused(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), "application/pdf").contains("image/png"));
        assertEquals("type (html) must be a MIME type, such as text/html or image/png", refused("x", "html"));
    }

    @Test
    void aDisplayableIsSentAsOfItsTypesThoseAskedFor() {
        Displayable value = () -> Map.of("text/markdown", "**x**", "application/vnd.x+json", "{\"a\":1}");
        assertEquals("{\"a\":1}", displays.render(value).getData(MIMEType.parse("application/vnd.x+json")).toString());
        DisplayData shown = displays.renderAs(value, "text/markdown");
        assertEquals("**x**", shown.getData(MIMEType.TEXT_MARKDOWN));
        assertFalse(shown.hasDataForType(MIMEType.parse("application/vnd.x+json")));
        assertTrue(refused(value, "text/html").contains("text/markdown"), refused(value, "text/html"));
        DisplayData bundle = displays.render(value);
        assertFalse(displays.renderAs(bundle, "text/markdown").hasDataForType(MIMEType.parse("application/vnd.x+json")));
    }

    @Test
    void thePathOfAnImageShowsIt() throws IOException {
        Path png = folder.resolve("a.PNG");
        ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), "png", png.toFile());
        for (Object value : new Object[] {png, png.toFile()}) {
            DisplayData shown = displays.render(value);
            assertArrayEquals(Files.readAllBytes(png), Base64.getDecoder().decode((String) shown.getData(MIMEType.IMAGE_PNG)));
            assertEquals(png.toString(), shown.getData(MIMEType.TEXT_PLAIN));
        }
        Path svg = Files.writeString(folder.resolve("b.svg"), "<svg/>");
        assertEquals("<svg/>", displays.render(svg).getData(MIMEType.IMAGE_SVG));
        Path fake = Files.writeString(folder.resolve("c.png"), "no picture");
        assertFalse(displays.render(fake).hasDataForType(MIMEType.IMAGE_PNG));
        assertEquals(List.of("missing.png"), List.of(Displays.text(displays.render(new File("missing.png")))));
    }
}
