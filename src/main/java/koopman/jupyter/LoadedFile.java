// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import koopman.jupyter.CellShell.Place;

/** A file that {@code %load} runs as if its text stood in cells; messages name it and its lines. */
final class LoadedFile {

    private static final Pattern PLACE = Pattern.compile("[Cc]ell -(\\d+), line");

    /** What messages call the sources of numbers below zero: cells count from one. */
    private static final List<String> NAMES = new ArrayList<>();

    private static final Set<Path> RUNNING = new HashSet<>();

    /** A source and what messages call it. */
    record Part(String name, String source) {}

    private final Path file;

    LoadedFile(String name) {
        file = FilePattern.path(name);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IllegalArgumentException(name + " must be a readable file; looked for it in "
                    + Path.of("").toAbsolutePath());
        }
    }

    /**
     * Runs it.
     *
     * @throws IllegalArgumentException if it is no text, no notebook of Java, or loads itself
     */
    void run(Magics magics) throws Exception {
        if (!RUNNING.add(file.toRealPath())) {
            throw new IllegalArgumentException(file + " must not load itself");
        }
        try {
            for (Part part : parts()) {
                magics.evaluate(part.source(), place(part.name()));
            }
        } finally {
            RUNNING.remove(file.toRealPath());
        }
    }

    /**
     * Returns the sources in it.
     *
     * @throws IllegalArgumentException if it is no text, or no notebook of Java; the message names it
     */
    List<Part> parts() throws IOException {
        String name = file.getFileName().toString();
        String text = text();
        return name.endsWith(".ipynb") ? new NotebookFile(name, text).parts()
                : List.of(new Part(name, name.endsWith(".java") ? withoutPackage(text) : text));
    }

    private String withoutPackage(String text) {
        try {
            return ParsedSource.of(text).withoutPackage();
        } catch (IllegalStateException endless) { // of the compiler, whose stack is full
            throw new IllegalArgumentException(file + " must be Java that is nested less deeply", endless);
        }
    }

    /** Returns the text with plain line ends and without the mark that some editors put before it. */
    private String text() throws IOException {
        try {
            return Files.readString(file).replaceFirst("^\ufeff", "").replace("\r\n", "\n");
        } catch (CharacterCodingException garbled) {
            throw new IllegalArgumentException(file + " must be a text in UTF-8", garbled);
        }
    }

    /** Returns the first line of a source that is no cell and that messages call by this name. */
    static synchronized Place place(String name) {
        if (!NAMES.contains(name)) {
            NAMES.add(name);
        }
        return new Place(-1 - NAMES.indexOf(name), 1);
    }

    /** Returns a line of a message with the name of the file in it, if it speaks of one. */
    static synchronized String named(String line) {
        return PLACE.matcher(line).replaceAll(place -> Matcher.quoteReplacement(
                NAMES.get(Integer.parseInt(place.group(1)) - 1) + ", line"));
    }
}
