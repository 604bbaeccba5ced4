// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.Map;
import koopman.display.Displayable;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.Test;

class DisplaysTest {

    private final Displays displays = new Displays();

    private String html(Object value) {
        return String.valueOf(displays.render(value).getData(MIMEType.TEXT_HTML));
    }

    private String text(Object value) {
        return Displays.text(displays.render(value));
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
