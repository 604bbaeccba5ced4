package koopman.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Asks for figures where one of the optional libraries is not on the class path. */
class ChartLibrariesTest {

    @ParameterizedTest
    @ValueSource(strings = {"Figures", "SurrogateFigures", "ImageFigures", "TopologyFigures"})
    void aMissingLibraryIsNamedWithItsArtifact(String facade) throws Exception {
        assertEquals("XChart (not on the class path) must be there for figures: add the dependency org.knowm.xchart:xchart, "
                + "in the version that this library's POM names", without("xchart", facade));
        assertEquals("VectorGraphics2D (not on the class path) must be there for figures: add the dependency "
                + "de.erichseifert.vectorgraphics2d:VectorGraphics2D, in the version that this library's POM names",
                without("VectorGraphics2D", facade));
    }

    private static String without(String library, String facade) throws Exception {
        URL[] others = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(each -> !Path.of(each).getFileName().toString().startsWith(library)).map(ChartLibrariesTest::address)
                .toArray(URL[]::new);
        try (var loader = new URLClassLoader(others, ClassLoader.getPlatformClassLoader())) {
            return assertThrows(NoClassDefFoundError.class,
                    () -> Class.forName("koopman.figure." + facade, true, loader)).getMessage();
        }
    }

    private static URL address(String path) {
        try {
            return Path.of(path).toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
