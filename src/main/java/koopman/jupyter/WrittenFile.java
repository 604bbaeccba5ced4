// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The file that {@code %%writefile} writes: whole, or as it was before. */
final class WrittenFile {

    private WrittenFile() {}

    /**
     * Writes or appends a text, as the arguments say, and returns a line that tells so.
     *
     * @throws IllegalArgumentException if the arguments are no path, or there is no such folder
     * @throws IOException if the file cannot be written
     */
    static String write(List<String> arguments, String text) throws IOException {
        List<String> rest = new ArrayList<>(arguments);
        boolean append = rest.remove("-a") | rest.remove("--append");
        if (rest.size() != 1) {
            throw new IllegalArgumentException("%%writefile needs one path, behind -a if the text is to be appended, found "
                    + arguments);
        }
        Path file = FilePattern.path(rest.get(0));
        byte[] bytes = (text.isEmpty() || text.endsWith("\n") ? text : text + "\n").getBytes(StandardCharsets.UTF_8);
        put(writable(file), bytes, append);
        return (append ? "Appended " : "Wrote ") + bytes.length + (bytes.length == 1 ? " byte to " : " bytes to ") + file;
    }

    private static Path writable(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IllegalArgumentException("folder (" + folder + ") must exist: create it first");
        }
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("path (" + file + ") must be a file's, and is a folder's");
        }
        return Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    }

    private static void put(Path file, byte[] bytes, boolean append) throws IOException {
        Path whole = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            if (Files.exists(file)) {
                Files.copy(file, whole, StandardCopyOption.COPY_ATTRIBUTES); // who may read it stays as it was
                Files.write(whole, bytes, append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
            } else {
                Files.write(whole, bytes, StandardOpenOption.CREATE_NEW);
            }
            Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }
}
