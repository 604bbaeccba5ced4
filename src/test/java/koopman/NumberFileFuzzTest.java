// SPDX-License-Identifier: Apache-2.0
package koopman;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gives the command damaged files of numbers: it answers each with intervals, or with a message that names the file. */
class NumberFileFuzzTest {

    private static final List<byte[]> WHOLE = Stream.of("0,0\n1,0\n0.5,-1e-3\n2.25,1e2\n", "0 0 1\r\n1 2 3\r\n-4 5 6\r\n",
            "0,1,2\n1,0,1.5\n2,1.5,0\n", "1\n2 1.5\n3 2.5 1\n", "0\n1 0\n2 1.5 0\n", "\ufeff1,2\n3,4\n")
            .map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"points", "distance"})
    void aDamagedFileIsReadOrRefusedByName(String input) {
        Path file = folder.resolve("numbers.csv");
        PrintStream before = System.err;
        try {
            int refused = Fuzz.refused(5_000, WHOLE, damaged -> run(Fuzz.write(file, damaged), input), file.toString(),
                    Refused.class);
            assertTrue(refused > 1000, "refused " + refused);
        } finally {
            System.setErr(before);
        }
    }

    /** What the command said. */
    private static final class Refused extends Exception {

        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    private void run(Path file, String input) throws IOException, Refused {
        var said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        var command = new HomologyCommand();
        command.file = file.toString();
        command.input = input;
        Path out = folder.resolve("intervals.csv");
        Files.deleteIfExists(out);
        command.outName = out.toString();
        if (command.call() != 0) {
            throw new Refused(said.toString(StandardCharsets.UTF_8));
        }
        assertEquals("", said.toString(StandardCharsets.UTF_8));
        Files.readAllLines(out).stream().skip(1).forEach(NumberFileFuzzTest::requireInterval);
    }

    private static void requireInterval(String line) {
        String[] cells = line.replace("inf", "Infinity").split(",");
        double birth = Double.parseDouble(cells[1]);
        assertTrue(birth >= 0 && birth < Double.parseDouble(cells[2]), line);
    }
}
