// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.Map;
import java.util.ServiceLoader;
import koopman.display.Displayable;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.Test;

/** With the renderer that JJava's kernel has, not with ours. */
class JJavaExtensionTest {

    private final Renderer renderer = new Renderer();

    JJavaExtensionTest() {
        JJavaExtension.register(renderer);
    }

    private record Drawing() implements Displayable {
        @Override
        public Map<String, String> display() {
            return Map.of("image/png", "iVBORw0KGgo=");
        }

        @Override
        public Map<String, Map<String, Object>> facts() {
            return Map.of("image/png", Map.of("alt", "a drawing"));
        }
    }

    @Test
    void isFoundByItsService() {
        assertTrue(ServiceLoader.load(Extension.class).stream().anyMatch(each -> each.type() == JJavaExtension.class));
    }

    @Test
    void aDisplayableIsShownAsItSays() {
        DisplayData shown = renderer.render(new Drawing());
        assertEquals("iVBORw0KGgo=", shown.getData(MIMEType.IMAGE_PNG));
        assertEquals("Drawing[]", shown.getData(MIMEType.TEXT_PLAIN));
    }

    @Test
    void anImageIsShownAsInOurKernel() {
        var image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        assertEquals(new Displays().render(image).getData(MIMEType.TEXT_HTML),
                renderer.render(image).getData(MIMEType.TEXT_HTML));
    }
}
