package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChartBuilder;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

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
        assertEquals(List.of(JJavaExtension.class),
                ServiceLoader.load(Extension.class).stream().map(ServiceLoader.Provider::type).toList());
    }

    @Test
    void aDisplayableIsShownAsItSays() {
        DisplayData shown = renderer.render(new Drawing());
        assertEquals("iVBORw0KGgo=", shown.getData(MIMEType.IMAGE_PNG));
        assertEquals("Drawing[]", shown.getData(MIMEType.TEXT_PLAIN));
    }

    @Test
    void aChartAndATableAreShownAsInOurKernel() {
        for (Object value : List.of(new XYChartBuilder().title("waves").build(),
                Table.create("points", IntColumn.create("n", 1, 2)))) {
            assertEquals(new Displays().render(value).getData(MIMEType.TEXT_HTML),
                    renderer.render(value).getData(MIMEType.TEXT_HTML));
            assertTrue(String.valueOf(renderer.render(value).getData(MIMEType.TEXT_HTML)).startsWith("<"));
        }
    }
}
