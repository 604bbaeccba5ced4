package koopman.figure;

/** The libraries that figures are drawn with: optional dependencies of this library, which says so where they are missing. */
final class ChartLibraries {

    private ChartLibraries() {}

    /**
     * Makes sure that the libraries are there.
     *
     * @throws NoClassDefFoundError if they are not; the message says what to add
     */
    static void require() {
        require("org.knowm.xchart.XYChart", "XChart", "org.knowm.xchart:xchart");
        require("de.erichseifert.vectorgraphics2d.VectorGraphics2D", "VectorGraphics2D",
                "de.erichseifert.vectorgraphics2d:VectorGraphics2D");
    }

    private static void require(String type, String name, String artifact) {
        try {
            Class.forName(type, false, ChartLibraries.class.getClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new NoClassDefFoundError(name + " (not on the class path) must be there for figures: add the dependency "
                    + artifact + ", in the version that this library's POM names");
        }
    }
}
