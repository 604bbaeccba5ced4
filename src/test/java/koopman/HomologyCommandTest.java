// SPDX-License-Identifier: Apache-2.0
package koopman;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class HomologyCommandTest {

    private static final String SQUARE = "0,0\n1,0\n1,1\n0,1\n";

    @TempDir
    Path folder;

    @Test
    void writesTheIntervalsOfASquare() throws IOException {
        assertEquals("""
                dimension,birth,death
                0,0.0,1.0
                0,0.0,1.0
                0,0.0,1.0
                0,0.0,inf
                1,1.0,1.4142135
                """, answer(SQUARE));
    }

    @Test
    void writesJson() throws IOException {
        assertEquals("""
                [
                {"dimension": 0, "birth": 0.0, "death": 5.0},
                {"dimension": 0, "birth": 0.0, "death": null}
                ]
                """, answer("0 0\n3\t4\r\n\n", "--format", "json"));
    }

    @Test
    void readsNumbersInAllTheirForms() throws IOException {
        assertEquals("dimension,birth,death\n0,0.0,0.75\n0,0.0,inf\n", answer("-0.5\n+2.5E-1"));
        assertEquals("dimension,birth,death\n0,0.0,3.0\n0,0.0,inf\n", answer(".5e1\n0000000000000000000008."));
    }

    @Test
    void aZeroHasNoSign() throws IOException {
        assertEquals("dimension,birth,death\n0,0.0,1.0\n0,0.0,inf\n",
                answer("0,-0.0,1\n-0.0,0,1\n1,1,0\n", "--input", "distance"));
    }

    @Test
    void readsATriangleWhoseFirstDistanceIsZero() throws IOException {
        assertEquals(answer("0 0 1 2\n0 0 3 4\n1 3 0 5\n2 4 5 0\n", "--input", "distance"),
                answer("0\n1 3\n2 4 5\n", "--input", "distance"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0\r3\r7", "0\n3\n7\n", "0\r\n3\r\n\r\n7", "\ufeff0\r\r3\n7\r"})
    void readsTheLineEndsOfAllSystems(String text) throws IOException {
        assertEquals("dimension,birth,death\n0,0.0,3.0\n0,0.0,4.0\n0,0.0,inf\n", answer(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1\u00a02  | found "1\\u00a02"
            1\u00002  | found "1\\u00002"
            1\ufeff   | found "1\\ufeff"
            1\u200b   | found "1\\u200b"
            1;2      | found "1;2"
            süß      | found "süß"
            """)
    void showsWhatLooksLikeNothing(String text, String found) throws IOException {
        Path file = Files.writeString(folder.resolve("odd"), text);
        assertEquals("koopman homology: " + file + ", line 1: " + found + ", expected a finite number",
                errors(List.of(file.toString()), 1));
    }

    @Test
    void isBriefAboutWhatIsNoText() throws IOException {
        byte[] binary = new byte[3_000_000];
        new Random(1).nextBytes(binary);
        for (byte[] each : List.of(binary, "9".repeat(3_000_000).getBytes(), "1,2x".repeat(100_000).getBytes())) {
            Path file = Files.write(folder.resolve("binary"), each);
            String said = errors(List.of(file.toString()), 1);
            assertTrue(said.startsWith("koopman homology: " + file + ", line ") && said.length() < 500, said);
        }
    }

    @Test
    void stopsAtTheThreshold() throws IOException {
        assertEquals("dimension,birth,death\n0,0.0,inf\n0,0.0,inf\n", answer("0\n2\n", "--threshold", "1.5"));
    }

    @Test
    void looksAtLandmarksAndTellsTheBound() throws IOException {
        assertEquals(answer("0\n1\n2\n"), answer("0\n1\n2\n", "--landmarks", "3"));
        Path file = Files.writeString(folder.resolve("line.csv"), "0\n1\n2\n3\n4\n");
        Path out = folder.resolve("line.out");
        assertEquals("koopman homology: 3 landmarks, no point farther than 1.0 from one: all points' intervals begin and end at "
                + "most 2.0 from these, those of length up to 4.0 may come or go",
                errors(List.of(file.toString(), "--landmarks", "3", "--out", out.toString()), 0));
        assertEquals("dimension,birth,death\n0,0.0,2.0\n0,0.0,2.0\n0,0.0,inf\n", Files.readString(out));
        Files.writeString(file, "0 1 9\n1 0 1\n9 1 0\n");
        assertTrue(errors(List.of(file.toString(), "--input", "distance", "--landmarks", "2", "--out", out.toString()), 0)
                .endsWith("may come or go, if the distances obey the triangle inequality"));
    }

    @Test
    void readsADistanceMatrixFullOrItsLowerTriangle() throws IOException {
        String expected = "dimension,birth,death\n0,0.0,1.0\n0,0.0,2.0\n0,0.0,inf\n";
        for (String matrix : List.of("0,1,3\n1,0,2\n3,2,0\n", "1\n3,2\n", "0\n1,0\n3 2 0\n")) {
            assertEquals(expected, answer(matrix, "--input", "distance"));
        }
    }

    @Test
    void readsStandardInput() throws IOException {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(SQUARE.getBytes(StandardCharsets.US_ASCII)));
        try {
            Path out = folder.resolve("intervals.csv");
            assertEquals("", errors(List.of("-", "--out", out.toString()), 0));
            assertEquals(6, Files.readAllLines(out).size());
        } finally {
            System.setIn(before);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            points   | ''                | is empty: found no numbers, expected a line for each point
            points   | 1,2;;3            | , line 3: found 1 numbers, expected 2 as in the first row
            points   | 1,2;3,nan         | , line 2: found "nan", expected a finite number
            points   | 1;1e400           | , line 2: found "1e400", expected a finite number
            points   | x,y;1,2           | , line 1: found "x", expected a finite number
            points   | 1;1-2             | , line 2: found "1-2", expected a finite number
            points   | 1;-               | , line 2: found "-", expected a finite number
            points   | 1,,2              | , line 1: found nothing before a comma, expected a number
            points   | 1,2;3,            | , line 2: found nothing after the last comma, expected a number
            distance | 0 1;2 0           | , line 2: number 1 (2.0) must equal the distance back (1.0)
            distance | 0;1 2;0 0 3;1 1 1 0 | (a triangle of which 2 of 4 rows end in 0) must have its diagonal, 0 in each row, or lack it: give the full matrix
            distance | 1;2 -3            | , line 2: number 2 (-3.0) must be a finite distance of at least 0
            distance | 0;1 0;1 1 0.5     | , line 3: number 3 (0.5) must be 0, being a point's distance to itself
            distance | 1;2 3;4           | , line 3: found 1 numbers, expected 3
            distance | 0 1 2;1 0 2       | , line 1: found 3 numbers, expected 2 for a full matrix, or 0 or 1 for a lower triangle
            """)
    void refusesBadInputWithItsLineAndWritesNothing(String input, String text, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("bad"), text.replace(";", "\n"));
        Path out = folder.resolve("out.csv");
        String separator = message.startsWith(",") ? "" : " ";
        assertEquals("koopman homology: " + file + separator + message,
                errors(List.of(file.toString(), "--input", input, "--out", out.toString()), 1));
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void refusesOptionsOutOfRange() throws IOException {
        String file = Files.writeString(folder.resolve("square"), SQUARE).toString();
        assertEquals("koopman homology: threshold (-1.0) must be at least 0", errors(List.of(file, "--threshold=-1"), 2));
        assertEquals("koopman homology: maxDimension (2) must be 0 or 1", errors(List.of(file, "--max-dimension", "2"), 2));
        assertEquals("koopman homology: landmarks (0) must be at least 1", errors(List.of(file, "--landmarks", "0"), 2));
        assertEquals("koopman homology: --input (rows) must be points or distance", errors(List.of(file, "--input", "rows"), 2));
        assertEquals("koopman homology: --format (xml) must be csv or json", errors(List.of(file, "--format", "xml"), 2));
        assertEquals("koopman homology: --out (nowhere/a.csv) must be in a folder that exists: make "
                + Path.of("nowhere").toAbsolutePath() + ", or choose another",
                errors(List.of(file, "--out", "nowhere/a.csv"), 2));
        assertEquals("koopman homology: FILE (" + folder + ") must be a file of numbers, not a folder",
                errors(List.of(folder.toString()), 2));
        assertEquals("koopman homology: nowhere.csv must be a file that exists", errors(List.of("nowhere.csv"), 1));
    }

    @Test
    void keepsAnOldAnswerWhenTheNewIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("bad"), "1\nx\n");
        Path out = Files.writeString(folder.resolve("out.csv"), "old");
        errors(List.of(file.toString(), "--out", out.toString()), 1);
        assertEquals("old", Files.readString(out));
    }

    @Test
    void understandsPlainArgumentsWithoutPicocliAsWithIt() {
        String[] arguments = {"homology", "--input", "distance", "--threshold", "0.5", "--max-dimension", "0", "--landmarks", "9", "a.csv",
            "--format", "json", "--out", "b.json"};
        HomologyCommand plain = HomologyArguments.plain(arguments);
        assertNotNull(plain);
        HomologyCommand parsed = new HomologyCommand();
        new CommandLine(parsed).parseArgs(java.util.Arrays.copyOfRange(arguments, 1, arguments.length));
        assertEquals(describe(parsed), describe(plain));
    }

    @Test
    void leavesHelpAndMistakesToPicocli() {
        for (String line : List.of("homology", "homology --help", "homology a b", "homology a --threshold",
                "homology a --threshold x", "homology a --threshold=1", "homology a --unknown 1", "kernel a",
                "homology --out --format a", "homology @a")) {
            assertNull(HomologyArguments.plain(line.split(" ")), line);
        }
        assertFalse(HomologyArguments.plain(new String[] {"homology", "-"}) == null);
    }

    private static List<Object> describe(HomologyCommand command) {
        return List.of(command.file, command.input, command.threshold, command.maxDimension, command.format,
                command.outName, command.landmarks);
    }

    private String answer(String text, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("points"), text);
        Path out = folder.resolve("answer");
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of(file.toString(), "--out", out.toString()));
        assertEquals("", errors(arguments, 0));
        return Files.readString(out);
    }

    /** Returns what the command says on standard error, after checking its exit code. */
    private static String errors(List<String> arguments, int expectedCode) {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true));
        try {
            int code = new CommandLine(new HomologyCommand()).execute(arguments.toArray(String[]::new));
            assertEquals(expectedCode, code, said.toString());
        } finally {
            System.setErr(before);
        }
        return said.toString().strip();
    }
}
