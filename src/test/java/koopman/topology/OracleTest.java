// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares with Ripser and GUDHI, as multisets of intervals to single precision: on 320 random clouds where they are
 * installed (Debian packages ripser and python3-gudhi), and everywhere on a table of Ripser's answers, which
 * {@code environment/oracle-homology.py table} makes.
 */
class OracleTest {

    /** Ripser prints six digits. */
    private static final double TOLERANCE = 2e-5;
    private static final Path SCRIPT = Path.of("environment", "oracle-homology.py");

    /** A question with the oracle's answer, if it has one yet. */
    private record Cloud(String name, boolean matrix, double threshold, List<double[]> rows, List<Interval> expected) {

        String question() {
            return "cloud " + name + (matrix ? " distance " : " points ")
                    + Double.toString(threshold).replace("Infinity", "inf") + "\n" + rows.stream().map(row -> "row "
                    + Arrays.stream(row).mapToObj(Double::toString).collect(Collectors.joining(" ")) + "\n")
                    .collect(Collectors.joining());
        }

        void check() {
            double[][] given = rows.toArray(double[][]::new);
            PersistentHomology homology = PersistentHomology.upTo(1).within(threshold);
            Barcode found = matrix ? homology.ofDistances(given) : homology.ofPoints(given);
            List<Interval> left = new ArrayList<>(found.intervals());
            for (Interval interval : expected) {
                boolean matched = left.stream().filter(other -> near(interval, other)).findFirst()
                        .map(left::remove).orElse(false);
                assertTrue(matched || isShort(interval), () -> name + " lacks " + interval + " among " + found.intervals());
            }
            assertTrue(left.stream().allMatch(Cloud::isShort), () -> name + " has " + left + " beside " + expected);
        }

        private static boolean near(Interval a, Interval b) {
            return a.dimension() == b.dimension() && near(a.birth(), b.birth()) && near(a.death(), b.death());
        }

        private static boolean near(double a, double b) {
            return a == b || Math.abs(a - b) <= TOLERANCE * Math.max(a, b);
        }

        /** Whether rounding may have made the interval of none. */
        private static boolean isShort(Interval interval) {
            return interval.length() <= 3 * TOLERANCE * interval.death();
        }
    }

    @Test
    void isWhatRipserFoundForTheTable() throws IOException {
        try (var table = OracleTest.class.getResourceAsStream("oracle.txt")) {
            List<Cloud> clouds = parse(new String(table.readAllBytes(), StandardCharsets.UTF_8));
            assertEquals(32, clouds.size());
            clouds.forEach(Cloud::check);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ripser", "gudhi"})
    void isWhatTheOracleFindsForRandomClouds(String oracle) throws Exception {
        String tool = oracle.equals("ripser") ? "ripser --help" : "/usr/bin/python3 -c \"import gudhi\"";
        assumeTrue(Files.isExecutable(SCRIPT) && run("sh -c '" + tool + "'", "").isPresent(),
                oracle + " is not installed, so this comparison is skipped: apt-get install ripser python3-gudhi");
        String questions = clouds().map(Cloud::question).collect(Collectors.joining());
        List<Cloud> answered = parse(run(SCRIPT + " " + oracle, questions).orElseThrow());
        assertEquals(320, answered.size());
        answered.forEach(Cloud::check);
    }

    private static Stream<Cloud> clouds() {
        List<Cloud> clouds = new ArrayList<>();
        for (int seed = 0; seed < 40; seed++) {
            double threshold = seed % 2 == 0 ? Double.POSITIVE_INFINITY : 0.55 + 0.01 * seed;
            int size = 10 + seed / 2;
            clouds.add(cloud("uniform", seed, threshold, Clouds.uniform(size, 1 + seed % 5, seed)));
            clouds.add(cloud("gaussian", seed, threshold, Clouds.gaussian(size, 1 + seed % 9, seed)));
            clouds.add(cloud("lattice", seed, 2 * threshold, Clouds.lattice(size, 2 + seed % 2, 4, seed)));
            clouds.add(cloud("cube", seed, 2 * threshold, Clouds.lattice(size, 6, 2, seed)));
            clouds.add(cloud("ring", seed, threshold, Clouds.ring(2 * size, 2 + seed % 3, 0.1, seed)));
            clouds.add(cloud("polygon", seed, threshold, Clouds.polygon(size)));
            clouds.add(new Cloud("ties-" + seed, true, threshold, List.of(Clouds.dissimilarities(size, 9, seed)), null));
            clouds.add(new Cloud("any-" + seed, true, threshold, List.of(Clouds.dissimilarities(size, 9999, seed)), null));
        }
        return clouds.stream();
    }

    private static Cloud cloud(String kind, int seed, double threshold, double[][] points) {
        return new Cloud(kind + "-" + seed, false, threshold, List.of(points), null);
    }

    private static List<Cloud> parse(String text) {
        List<Cloud> clouds = new ArrayList<>();
        for (String line : text.split("\n")) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "cloud" -> clouds.add(new Cloud(words[1], words[2].equals("distance"), number(words[3]),
                        new ArrayList<>(), new ArrayList<>()));
                case "row" -> clouds.get(clouds.size() - 1).rows.add(numbers(words));
                default -> add(clouds.get(clouds.size() - 1).expected, numbers(words));
            }
        }
        return clouds;
    }

    private static void add(List<Interval> intervals, double[] numbers) {
        if ((float) numbers[1] < (float) numbers[2]) {
            intervals.add(new Interval((int) numbers[0], (float) numbers[1], (float) numbers[2]));
        }
    }

    private static double[] numbers(String[] words) {
        return Arrays.stream(words).skip(1).mapToDouble(OracleTest::number).toArray();
    }

    private static double number(String word) {
        return word.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(word);
    }

    /** Returns what a command prints, or nothing when it cannot be run or fails. */
    private static java.util.Optional<String> run(String command, String input) throws Exception {
        Path answer = Files.createTempFile("oracle", ".txt");
        try {
            Process process = new ProcessBuilder("sh", "-c", command).redirectOutput(answer.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            try (OutputStream to = process.getOutputStream()) {
                to.write(input.getBytes(StandardCharsets.UTF_8));
            }
            return process.waitFor() == 0 ? java.util.Optional.of(Files.readString(answer)) : java.util.Optional.empty();
        } finally {
            Files.deleteIfExists(answer);
        }
    }
}
