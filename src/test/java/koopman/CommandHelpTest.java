package koopman;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the command line says of itself: its help, and the completion that a shell reads. */
class CommandHelpTest {

    @Test
    void helpOfACommandIsItsOwn() {
        assertTrue(said("help", "homology").startsWith("Usage: koopman homology"));
        assertTrue(said("kernel", "help", "install").startsWith("Usage: koopman kernel install"));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void bashCompletesCommandsAndTheirValues(@TempDir Path folder) throws IOException, InterruptedException {
        assertTrue(completed(folder, "koopman", "").containsAll(List.of("reproduce", "homology", "data", "kernel", "help")));
        assertEquals(List.of("yin-yang"), completed(folder, "koopman", "reproduce", "yin"));
        assertEquals(List.of("quick", "paper"), completed(folder, "koopman", "reproduce", "--size", ""));
        assertEquals(List.of("install"), completed(folder, "koopman", "kernel", "ins"));
    }

    /** Returns what a shell offers for the last word, which is written in part. */
    private static List<String> completed(Path folder, String... words) throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolve("completion"), said("generate-completion"));
        String list = Stream.of(words).map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        String line = "compopt() { :; }; source '" + script + "'; COMP_WORDS=(" + list + "); COMP_CWORD=" + (words.length - 1)
                + "; _complete_koopman; printf '%s\\n' \"${COMPREPLY[@]}\"";
        Process shell = new ProcessBuilder("bash", "-c", line).redirectErrorStream(true).start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, shell.waitFor(), said);
        return said.lines().toList();
    }

    private static String said(String... arguments) {
        var out = new StringWriter();
        CommandLine commands = Main.commands().setOut(new PrintWriter(out, true));
        assertEquals(0, commands.execute(arguments));
        return out.toString();
    }
}
