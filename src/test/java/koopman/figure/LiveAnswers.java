// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Leaves a live figure's page and Java's answers for {@code environment/check_live.py}, which asks the script in Chromium. */
final class LiveAnswers {

    private static final Path FOLDER = Path.of("target", "live");

    private LiveAnswers() {}

    /**
     * Writes {@code NAME.html} and {@code NAME.json}.
     *
     * @param inputs each a list of numbers that the script's {@code answer} is given
     * @param answers Java's, one for each
     */
    static void write(String name, LiveFigure figure, double[][] inputs, double[][] answers) {
        assertEquals(inputs.length, answers.length);
        assertTrue(Arrays.stream(answers).flatMapToDouble(Arrays::stream).distinct().limit(10).count() == 10,
                "answers that are nearly all the same tell nothing");
        try {
            Files.createDirectories(FOLDER);
            figure.save(FOLDER.resolve(name + ".html"));
            Files.writeString(FOLDER.resolve(name + ".json"), new Gson().toJson(Map.of("inputs", inputs, "answers", answers)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
