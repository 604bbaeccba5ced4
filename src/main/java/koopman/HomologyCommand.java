// SPDX-License-Identifier: Apache-2.0
package koopman;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import koopman.data.WholeFile;
import koopman.display.LiveLine;
import koopman.display.LiveLines;
import koopman.topology.Barcode;
import koopman.topology.Interval;
import koopman.topology.InvalidRow;
import koopman.topology.PersistentHomology;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code koopman homology}: components and loops of a set of points, at the scales at which they come and go. */
@Command(name = "homology", mixinStandardHelpOptions = true,
        description = "Computes persistent homology (Vietoris-Rips, Z/2) of points or of a distance matrix.")
final class HomologyCommand implements Callable<Integer> {

    private static final int MISTAKE = 2; // of the command line, as everywhere; 1 is a failure of the work itself

    @Parameters(paramLabel = "FILE", description = "one point a line, numbers separated by commas or blanks; - reads "
            + "standard input")
    String file;

    @Option(names = "--input", paramLabel = "KIND",
            description = "points, or distance for a distance matrix, full or its lower triangle (${DEFAULT-VALUE})")
    String input = "points";

    @Option(names = "--max-dimension", paramLabel = "0|1",
            description = "0 for components alone, 1 for loops too (${DEFAULT-VALUE})")
    int maxDimension = 1;

    @Option(names = "--threshold", paramLabel = "T",
            description = "the last scale to look at; without it, all")
    double threshold = Double.POSITIVE_INFINITY;

    @Option(names = "--landmarks", paramLabel = "N", description = "of more points look at N only, spread over all; "
            + "a line on standard error bounds what that may change")
    int landmarks = Integer.MAX_VALUE;

    @Option(names = "--format", paramLabel = "FORMAT", description = "csv or json (${DEFAULT-VALUE})")
    String format = "csv";

    @Option(names = "--out", paramLabel = "FILE", description = "where the intervals go; standard output by default")
    String outName;

    private Path out;

    @Override
    public Integer call() {
        try {
            PersistentHomology homology = homology();
            if (homology == null) {
                return MISTAKE;
            }
            Barcode barcode = compute(homology, read());
            write(barcode);
            tellBound(barcode);
            return 0;
        } catch (NoSuchFileException missing) {
            return fail(missing.getFile() + " must be a file that exists");
        } catch (IOException | IllegalArgumentException refused) {
            return fail(refused.getMessage());
        } catch (OutOfMemoryError full) {
            return fail(file + " holds more points than fit in memory (" + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MB): use a smaller --threshold, --max-dimension 0, fewer points, or java -Xmx");
        }
    }

    /** Returns what the options ask for, or null after saying what is wrong with them. */
    private PersistentHomology homology() {
        try {
            requireOneOf("--input", input, "points", "distance");
            requireOneOf("--format", format, "csv", "json");
            requirePlaces();
            return PersistentHomology.upTo(maxDimension).within(threshold).sampled(landmarks);
        } catch (IllegalArgumentException mistake) {
            fail(mistake.getMessage());
            return null;
        }
    }

    private void tellBound(Barcode barcode) {
        if (barcode.coveringRadius() > 0) {
            System.err.println("koopman homology: " + barcode.points() + " landmarks, no point farther than "
                    + (float) barcode.coveringRadius() + " from one: all points' intervals begin and end at most "
                    + (float) (2 * barcode.coveringRadius()) + " from these, those of length up to "
                    + (float) (4 * barcode.coveringRadius()) + " may come or go"
                    + (input.equals("points") ? "" : ", if the distances obey the triangle inequality"));
        }
    }

    private static void requireOneOf(String option, String value, String one, String other) {
        if (!value.equals(one) && !value.equals(other)) {
            throw new IllegalArgumentException(option + " (" + value + ") must be " + one + " or " + other);
        }
    }

    private void requirePlaces() {
        if (file.isEmpty() || Files.isDirectory(WholeFile.path("FILE", file))) {
            throw new IllegalArgumentException("FILE (" + file + ") must be a file of numbers, not a folder");
        }
        out = outName == null ? null : WholeFile.require("--out", WholeFile.path("--out", outName)).file();
    }

    private NumberFile read() throws IOException {
        if (file.equals("-")) {
            return NumberFile.read(System.in, "standard input");
        }
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return NumberFile.read(in, file);
        }
    }

    private Barcode compute(PersistentHomology homology, NumberFile numbers) {
        if (!LiveLines.isWatched()) {
            return compute(homology, numbers, fraction -> { });
        }
        LiveLine line = LiveLine.open();
        Barcode barcode = compute(homology, numbers, fraction -> line.show("homology " + (int) (100 * fraction) + " %"));
        line.end(barcode.toString());
        return barcode;
    }

    private Barcode compute(PersistentHomology homology, NumberFile numbers, DoubleConsumer progress) {
        double[][] rows = numbers.rows();
        boolean points = input.equals("points");
        boolean strictTriangle = !points && rows[0].length == 1 && lacksDiagonal(rows);
        try {
            return points ? homology.ofPoints(rows, progress)
                    : homology.ofDistances(strictTriangle ? withFirstPoint(rows) : rows, progress);
        } catch (InvalidRow invalid) {
            throw numbers.refusal(invalid.row() - (strictTriangle ? 1 : 0), invalid.fault());
        }
    }

    /**
     * A triangle with its diagonal ends each row in 0, a point's distance to itself; one without does so where two points
     * are the same.
     */
    private boolean lacksDiagonal(double[][] rows) {
        long zeros = Stream.of(rows).filter(row -> row[row.length - 1] == 0).count();
        if (rows[0][0] != 0 || 2 * zeros > rows.length) {
            return rows[0][0] != 0;
        }
        if (zeros > 1) {
            throw new IllegalArgumentException(file + " (a triangle of which " + zeros + " of " + rows.length
                    + " rows end in 0) must have its diagonal, 0 in each row, or lack it: give the full matrix");
        }
        return true;
    }

    /** Returns the rows of a lower triangle without its diagonal, whose first row is empty and so has no line. */
    private static double[][] withFirstPoint(double[][] rows) {
        double[][] all = new double[rows.length + 1][];
        all[0] = new double[0];
        System.arraycopy(rows, 0, all, 1, rows.length);
        return all;
    }

    private void write(Barcode barcode) throws IOException {
        byte[] text = (format.equals("csv") ? csv(barcode) : json(barcode)).getBytes(StandardCharsets.UTF_8);
        if (out != null) {
            new WholeFile(out).write(stream -> stream.write(text));
        } else {
            System.out.write(text);
            System.out.flush();
        }
    }

    private static String csv(Barcode barcode) {
        StringBuilder text = new StringBuilder("dimension,birth,death\n");
        for (Interval interval : barcode.intervals()) {
            text.append(interval.dimension()).append(',').append(interval.birth()).append(',')
                    .append(Float.isInfinite(interval.death()) ? "inf" : Float.toString(interval.death())).append('\n');
        }
        return text.toString();
    }

    /** JSON knows no infinity: what never dies has the death null. */
    private static String json(Barcode barcode) {
        StringBuilder text = new StringBuilder("[");
        String separator = "\n";
        for (Interval interval : barcode.intervals()) {
            text.append(separator).append("{\"dimension\": ").append(interval.dimension())
                    .append(", \"birth\": ").append(interval.birth()).append(", \"death\": ")
                    .append(Float.isInfinite(interval.death()) ? "null" : Float.toString(interval.death())).append('}');
            separator = ",\n";
        }
        return text.append("\n]\n").toString();
    }

    private static int fail(String message) {
        System.err.println("koopman homology: " + message);
        return 1;
    }
}
