package koopman.figure;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import koopman.data.Samples;

/** The pictures of image data: sheets of images, what is taken for what, and what each step of a path is read as. */
public final class ImageFigures {

    static {
        ChartLibraries.require();
    }

    private static final int COLUMNS = 10;
    private static final int SIDE = 64;
    private static final int GAP = 8;
    private static final int CAPTION = 16;
    private static final int TITLE = 26;
    private static final int CELL = 30;
    private static final int LABEL = 40;

    private ImageFigures() {}

    /**
     * Returns square images side by side, ten a line, each with a caption below.
     *
     * @param rows which samples
     * @param captions one for each of the rows, such as "4 → 9"
     */
    public static Figure sheet(Samples samples, int[] rows, List<String> captions) {
        int side = side(samples);
        if (rows.length == 0 || captions.size() != rows.length) {
            throw new IllegalArgumentException("captions (" + captions.size() + ") must be one for each of the rows ("
                    + rows.length + "), and these some");
        }
        int columns = Math.min(COLUMNS, rows.length);
        int lines = (rows.length + columns - 1) / columns;
        String text = "Images of " + samples.name() + ", " + samples.split() + ": " + String.join(", ", captions);
        return new Figure(columns * (SIDE + GAP) + GAP, lines * (SIDE + CAPTION + GAP) + GAP, text, graphics -> {
            for (int i = 0; i < rows.length; i++) {
                int x = GAP + i % columns * (SIDE + GAP);
                int y = GAP + i / columns * (SIDE + CAPTION + GAP);
                paint(graphics, samples.input(rows[i]), side, x, y);
                centred(graphics, captions.get(i), x + SIDE / 2, y + SIDE + CAPTION - 4, 11);
            }
        });
    }

    /**
     * Returns tables of what is taken for what, side by side: a line for each class, a column for each answer. What is
     * taken rightly is left pale, so that mistakes stand out.
     *
     * @param counts by title, of each class (first index) how many samples are given each class (second)
     */
    public static Figure confusions(List<String> classes, Map<String, int[][]> counts) {
        int size = classes.size() * CELL;
        int panel = LABEL + size + 2 * GAP;
        var titles = List.copyOf(counts.keySet());
        return new Figure(titles.size() * panel, TITLE + size + LABEL, "Tables of true classes (lines) and answers "
                + "(columns), with the number of samples: " + String.join(", ", titles), graphics -> {
            for (int i = 0; i < titles.size(); i++) {
                var part = (Graphics2D) graphics.create();
                part.translate(i * panel, 0);
                centred(part, titles.get(i), LABEL + size / 2, 18, 13);
                table(part, classes, counts.get(titles.get(i)));
                part.dispose();
            }
        });
    }

    private static void table(Graphics2D graphics, List<String> classes, int[][] counts) {
        double[] totals = Arrays.stream(counts).mapToDouble(row -> Math.max(1, IntStream.of(row).sum())).toArray();
        for (int truth = 0; truth < counts.length; truth++) {
            int y = TITLE + truth * CELL;
            right(graphics, classes.get(truth), LABEL - 6, y + 19);
            for (int answer = 0; answer < counts.length; answer++) {
                int x = LABEL + answer * CELL;
                // Few mistakes must be seen beside many: the root of the share, not the share.
                double shade = truth == answer ? 0 : Math.sqrt(counts[truth][answer] / totals[truth]);
                graphics.setColor(truth == answer ? Palette.FAINT : HeatMap.colour(shade));
                graphics.fillRect(x, y, CELL - 1, CELL - 1);
                if (counts[truth][answer] > 0) {
                    centred(graphics, String.valueOf(counts[truth][answer]), x + CELL / 2, y + 19, 10);
                }
            }
        }
        for (int answer = 0; answer < counts.length; answer++) {
            centred(graphics, shortened(classes.get(answer)), LABEL + answer * CELL + CELL / 2,
                    TITLE + counts.length * CELL + 14, 11);
        }
        centred(graphics, "answer", LABEL + counts.length * CELL / 2, TITLE + counts.length * CELL + 30, 11);
    }

    /**
     * Returns beside each image what is read at each step of a path: a line for each class, a column for each step, the
     * darker the more probable.
     *
     * @param rows which samples
     * @param probabilities by step (first index), row (second) and class (third), each from 0 to 1
     */
    public static Figure readings(Samples samples, int[] rows, double[][][] probabilities) {
        int side = side(samples);
        int classes = samples.classes().size();
        int cell = 12;
        int width = SIDE + GAP + 14 + probabilities.length * cell + 3 * GAP;
        int height = Math.max(SIDE, classes * cell) + 2 * CAPTION;
        int columns = Math.min(3, rows.length);
        int lines = (rows.length + columns - 1) / columns;
        return new Figure(columns * width, lines * height + GAP, "Images of " + samples.name() + ", each with the "
                + "probability of every class (lines) at " + probabilities.length + " steps of its path (columns)", graphics -> {
            for (int i = 0; i < rows.length; i++) {
                var part = (Graphics2D) graphics.create();
                part.translate(GAP + i % columns * width, GAP + i / columns * height);
                paint(part, samples.input(rows[i]), side, 0, 0);
                part.translate(SIDE + GAP, 0);
                path(part, samples.classes(), probabilities, i, cell);
                part.dispose();
            }
        });
    }

    private static void path(Graphics2D graphics, List<String> classes, double[][][] probabilities, int row, int cell) {
        for (int label = 0; label < classes.size(); label++) {
            right(graphics, shortened(classes.get(label)), 10, label * cell + 10);
            for (int step = 0; step < probabilities.length; step++) {
                int grey = (int) Math.round(245 - 215 * probabilities[step][row][label]);
                graphics.setColor(new Color(grey, grey, grey));
                graphics.fillRect(14 + step * cell, label * cell, cell - 1, cell - 1);
            }
        }
        centred(graphics, "steps", 14 + probabilities.length * cell / 2, classes.size() * cell + 12, 10);
    }

    private static int side(Samples samples) {
        int side = (int) Math.round(Math.sqrt(samples.features()));
        if (side * side != samples.features()) {
            throw new IllegalArgumentException("features (" + samples.features() + ") must be a square number, those of square"
                    + " images");
        }
        return side;
    }

    /** Paints an image from its darkest to its lightest value as from paper to ink. */
    private static void paint(Graphics2D graphics, float[] values, int side, int x, int y) {
        float least = Float.POSITIVE_INFINITY;
        float greatest = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < values.length; i++) {
            int grey = 250 - Math.round(220 * (values[i] - least) / Math.max(greatest - least, Float.MIN_NORMAL));
            image.setRGB(i % side, i / side, new Color(grey, grey, grey).getRGB());
        }
        graphics.drawImage(image, x, y, SIDE, SIDE, null);
    }

    private static String shortened(String name) {
        return name.length() > 3 ? name.substring(0, 3) : name;
    }

    private static void centred(Graphics2D graphics, String text, int x, int y, int size) {
        graphics.setColor(Palette.INK);
        graphics.setFont(Panel.font(size, size > 12 ? Font.BOLD : Font.PLAIN));
        graphics.drawString(text, x - graphics.getFontMetrics().stringWidth(text) / 2, y);
    }

    private static void right(Graphics2D graphics, String text, int x, int y) {
        graphics.setColor(Palette.INK);
        graphics.setFont(Panel.font(11, Font.PLAIN));
        String shown = graphics.getFontMetrics().stringWidth(text) > LABEL ? shortened(text) : text;
        graphics.drawString(shown, x - graphics.getFontMetrics().stringWidth(shown), y);
    }
}
