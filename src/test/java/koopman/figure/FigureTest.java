// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.YinYang;
import koopman.measure.Spread;
import koopman.network.LayerStates;
import koopman.representation.PrincipalComponents;
import koopman.training.TrainingCurve;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureTest {

    private final Figure figure = Figures.points(YinYang.draw(Split.TRAIN, 300, 0));

    @Test
    void showsEachClassInItsColour() {
        BufferedImage image = figure.image();
        for (int label = 0; label < 3; label++) {
            assertTrue(pixelsLike(Palette.of(label).getRGB(), image) > 100, "class " + label);
        }
    }

    @Test
    void carriesItsTextIntoTheNotebook() {
        assertTrue(figure.display().get("image/png").startsWith("iVBOR"), "a PNG in base 64");
        String text = (String) figure.facts().get("image/png").get("alt");
        assertTrue(text.startsWith("Scatter of Yin-Yang: 300 train samples"), text);
    }

    @Test
    void isSavedAsItsNameSays(@TempDir Path folder) throws Exception {
        assertEquals(figure.image().getWidth(), ImageIO.read(figure.save(folder.resolve("a.png")).toFile()).getWidth());
        assertTrue(Files.readString(figure.save(folder.resolve("a.svg"))).contains("<svg"));
        assertEquals("file (a.gif) must end with .png or .svg",
                assertThrows(IllegalArgumentException.class, () -> figure.save(Path.of("a.gif"))).getMessage());
    }

    @Test
    void linesAreToldInWords() {
        var lines = Figures.lines("Loss", "epoch", new double[] {0, 1}, "nats", Map.of("loss", new double[] {2, 1}));
        assertEquals("Figure: Line chart, Loss: nats over epoch for loss", lines.toString());
    }

    @Test
    void pathsAreToldInWordsAndHoldPointsOfThePlane() {
        assertEquals("Paths in the plane, two: y over x for there", Figures.paths("two", "x", "y",
                Map.of("there", new double[][] {{0, 0}, {1, 2}})).text());
        assertEquals("path (there with [1.0, NaN]) must be points (x, y) of finite numbers, one at least",
                assertThrows(IllegalArgumentException.class, () -> Figures.paths("two", "x", "y",
                        Map.of("there", new double[][] {{0, 0}, {1, Double.NaN}}))).getMessage());
    }

    @Test
    void aMatrixIsOrangeAboveZeroAndBlueBelow() {
        Figure matrix = Figures.heatMap("Step", new double[][] {{2, 0}, {0, -2}});
        assertEquals("Figure: Heat map, Step: 2 x 2 entries between -2.00 and 2.00", matrix.toString());
        for (int index : new int[] {0, 1}) {
            assertTrue(pixelsLike(Palette.of(index).getRGB(), matrix.image()) > 10_000, "a quarter of the picture");
        }
    }

    @Test
    void answersAreDrawnInTheColourOfTheClassThatIsGiven() {
        Samples samples = YinYang.draw(Split.TRAIN, 300, 0);
        Figure yang = Figures.answers(samples, List.of("all yang"), List.of(all(1, 300)));
        Figure dots = Figures.answers(samples, List.of("all dots"), List.of(all(2, 300)));
        int orange = Palette.of(1).getRGB();
        assertTrue(pixelsLike(orange, yang.image()) > 1_000 + pixelsLike(orange, dots.image()));
        assertTrue(dots.text().endsWith("given by: all dots"), dots.text());
    }

    @Test
    void mistakesAreMarkedInBlack() {
        Samples samples = YinYang.draw(Split.TRAIN, 2_000, 0);
        int[] own = samples.labels();
        long right = pixelsOf(Palette.INK, Figures.mistakes(samples, List.of("truth"), List.of(own)));
        long wrong = pixelsOf(Palette.INK, Figures.mistakes(samples, List.of("all yang"), List.of(all(1, 2_000))));
        assertTrue(wrong > 4_000 + right, wrong + " black pixels, " + right + " without a mistake");
    }

    @Test
    void someThousandAnswersLeaveNoWhiteInside() {
        Samples samples = YinYang.draw(Split.TRAIN, 10_000, 0);
        BufferedImage image = Figures.answers(samples, List.of("one"), List.of(all(1, 10_000))).image();
        int middle = image.getWidth() / 6;
        int white = 0;
        for (int dx = -60; dx <= 60; dx++) {
            for (int dy = -60; dy <= 60; dy++) {
                white += (image.getRGB(middle + dx, middle + dy) & 0xFF) > 200 ? 1 : 0;
            }
        }
        assertEquals(0, white, 0.002 * 121 * 121);
    }

    @Test
    void aSmallFrameOfAFilmIsEnlarged() {
        Samples samples = YinYang.draw(Split.TRAIN, 300, 0);
        try (NDManager manager = NDManager.newBaseManager(); NDArray large = samples.inputs(manager);
                LayerStates states = new LayerStates(samples, List.of(large.mul(0.05), large))) {
            Figure film = Figures.film(states, PrincipalComponents.fit(large, 2));
            assertTrue(film.text().startsWith("Film of 2 frames, x₀, enlarged × 20; x₁, enlarged × 1.0:"), film.text());
            BufferedImage image = film.image();
            int width = image.getWidth() / 3;
            long small = pixelsLike(Palette.of(1).getRGB(), image.getSubimage(0, 0, width, width));
            long whole = pixelsLike(Palette.of(1).getRGB(), image.getSubimage(width, 0, width, width));
            assertEquals(1, (double) small / whole, 0.05);
        }
    }

    /** The first class's points come later, in the same places as the second's. */
    @Test
    void aLaterClassDoesNotPaintOverAllPointsOfAnEarlierOne() {
        var inputs = new float[400];
        for (int i = 0; i < 200; i++) {
            inputs[2 * i] = i % 10;
            inputs[2 * i + 1] = i % 100 / 10;
        }
        Samples samples = Samples.of("grid", Split.TRAIN, List.of("one", "other"), inputs,
                IntStream.range(0, 200).map(i -> i < 100 ? 1 : 0).toArray());
        assertTrue(pixelsLike(Palette.of(0).getRGB(), Figures.points(samples).image()) > 3_000);
    }

    private static long pixelsOf(Color colour, Figure figure) {
        BufferedImage image = figure.image();
        return Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .filter(pixel -> pixel == colour.getRGB()).count();
    }

    private static int[] all(int label, int count) {
        int[] labels = new int[count];
        Arrays.fill(labels, label);
        return labels;
    }

    @Test
    void aTrainingShowsTheTermsThatTookPart() {
        var curve = new TrainingCurve(List.of("state", "isometry"), List.of(new double[] {2, 0}, new double[] {1, 0}), 1);
        assertEquals("Line chart, Fit: loss over epoch for state, on a logarithmic axis",
                Figures.training("Fit", curve).text());
    }

    private static long pixelsLike(int colour, BufferedImage image) {
        int near = 90; // markers let some of the paper through
        return Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0,
                image.getWidth())).filter(pixel -> Math.abs((pixel >> 16 & 255) - (colour >> 16 & 255)) < near
                && Math.abs((pixel >> 8 & 255) - (colour >> 8 & 255)) < near
                && Math.abs((pixel & 255) - (colour & 255)) < near).count();
    }

    /** Two lines with the same figures: both colours are to be seen, where one would cover the other. */
    @Test
    void spreadsOfTwoLinesStandSideBySide() {
        List<Spread> figures = List.of(Spread.of(1, 3), Spread.of(2, 4), Spread.of(1, 5));
        var lines = new LinkedHashMap<String, List<Spread>>();
        lines.put("one", figures);
        lines.put("other", figures);
        BufferedImage image = Figures.spreads("Two", "layer", new double[] {0, 1, 2}, "number", lines).image();
        for (int line = 0; line < 2; line++) {
            int colour = Palette.of(line).getRGB();
            assertTrue(Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight() - 80, null, 0, image.getWidth()))
                    .filter(pixel -> pixel == colour).count() > 100, "line " + line);
        }
    }
}
