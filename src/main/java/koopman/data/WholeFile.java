// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file that is written whole or not at all: what is there stays until the new content is complete, however the process
 * ends. A symbolic link stays one, and its target is replaced; what is no regular file (a pipe, a device) is written to.
 *
 * @param file where it goes
 */
public record WholeFile(Path file) {

    private static final int SHOWN = 50; // characters of the file's name in the part's: names have 255 bytes at most

    /** What is written. */
    @FunctionalInterface
    public interface Content {

        /** Writes it. */
        void to(OutputStream out) throws IOException;
    }

    /**
     * Returns the file, after a look whether it could be written: for a command that computes for hours first.
     *
     * @param option what the caller calls it, for messages
     * @throws IllegalArgumentException if it has no name, is a folder, or lies where nothing can be written
     */
    public static WholeFile require(String option, Path file) {
        if (file.toString().isEmpty() || file.getFileName() == null || Files.isDirectory(file)) {
            throw refused(option, file, "a file: a folder, or no name, cannot be written to");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            if (!Files.isWritable(file)) {
                throw refused(option, file, "writable: change its mode, or choose another");
            }
            return new WholeFile(file);
        }
        Path folder = target(file).getParent();
        if (!Files.isDirectory(folder)) {
            throw refused(option, file, "in a folder that exists: make " + folder + ", or choose another");
        }
        if (!Files.isWritable(folder)) {
            throw refused(option, file, "in a folder that can be written to: change the mode of " + folder
                    + ", or choose another");
        }
        return new WholeFile(file);
    }

    /**
     * Returns the path of that text, which may be anything that a user types.
     *
     * @throws IllegalArgumentException if no file could be called so
     */
    public static Path path(String option, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException impossible) {
            throw new IllegalArgumentException(option + " (" + text + ") must be a name that this system's files can have ("
                    + impossible.getReason() + "): set LC_ALL=C.UTF-8 if it has letters beyond ASCII", impossible);
        }
    }

    private static IllegalArgumentException refused(String option, Path file, String condition) {
        return new IllegalArgumentException(option + " (" + file + ") must be " + condition);
    }

    /**
     * Writes the file.
     *
     * @throws IOException if it cannot be written whole; what was there before is there still
     */
    public void write(Content content) throws IOException {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                through(content);
            } else {
                replace(target(file), content);
            }
        } catch (IOException failed) {
            throw new IOException(file + " could not be written whole (" + reason(failed)
                    + "): make room or choose another place; what was there before is there still", failed);
        }
    }

    /** Returns why a file or folder could not be written, in words. */
    public static String reason(IOException failed) {
        if (failed instanceof NoSuchFileException) {
            return "its folder is not there";
        }
        if (failed instanceof AccessDeniedException) {
            return "permission denied";
        }
        String reason = failed instanceof FileSystemException of ? of.getReason() : failed.getMessage();
        return reason == null ? failed.getClass().getSimpleName() : reason;
    }

    private void through(Content content) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.WRITE))) {
            content.to(out);
        }
    }

    private static void replace(Path target, Content content) throws IOException {
        Path part = target.resolveSibling(partName(target.getFileName().toString()));
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part, StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE))) { // not a temporary file, which only its owner may read
                content.to(out);
            }
            move(part, target);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void move(Path part, Path target) throws IOException {
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE); // at no moment is there no file
        } catch (AtomicMoveNotSupportedException otherwise) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String partName(String name) {
        String shown = name.codePointCount(0, name.length()) <= SHOWN ? name
                : name.substring(0, name.offsetByCodePoints(0, SHOWN));
        return "." + shown + "." + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()) + ".part";
    }

    /** Returns where a link leads, also one that leads to nothing yet. */
    private static Path target(Path file) {
        try {
            Path target = file.toAbsolutePath();
            for (int links = 0; Files.isSymbolicLink(target) && links < 40; links++) {
                target = target.resolveSibling(Files.readSymbolicLink(target));
            }
            return target;
        } catch (IOException unreadable) {
            return file.toAbsolutePath();
        }
    }
}
