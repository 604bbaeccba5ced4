// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;

/** The files and folders whose names can be typed behind a magic that takes files. */
final class FileNames {

    private static final Pattern WITH_FILES =
            Pattern.compile("\\s*(?:%{1,2}(?:load|loadFromPOM|jars|classpath|writefile)\\s.*|!.*)");
    private static final Pattern LAST = Pattern.compile("[^\\s\"'" + File.pathSeparator + "]*$");

    private FileNames() {}

    /** Returns whether a line, typed so far, takes names of files. */
    static boolean takesFiles(String typed) {
        return WITH_FILES.matcher(typed).matches();
    }

    /** Returns the names that begin as the last word before the cursor does. */
    static ReplacementOptions at(String code, int lineStart, int cursor) {
        Matcher last = LAST.matcher(code.substring(lineStart, cursor));
        String typed = last.find() ? last.group() : "";
        int slash = typed.lastIndexOf('/') + 1;
        return new ReplacementOptions(names(typed.substring(0, slash), typed.substring(slash)), cursor - typed.length(), cursor);
    }

    private static List<String> names(String folder, String start) {
        try (Stream<Path> all = Files.list(FilePattern.path(folder))) {
            return all.filter(each -> each.getFileName().toString().startsWith(start))
                    .filter(each -> !start.isEmpty() || !each.getFileName().toString().startsWith("."))
                    .map(each -> folder + each.getFileName() + (Files.isDirectory(each) ? "/" : "")).sorted().toList();
        } catch (IOException | InvalidPathException none) {
            return List.of();
        }
    }
}
