// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A kernel's folder, which is replaced as a whole: it is filled beside its place and then renamed.
 *
 * @param path the folder, whose name is the kernel's
 */
record KernelFolder(Path path) {

    static final String SPECIFICATION = "kernel.json";
    private static final int TRIES = 20;
    private static final Duration ABANDONED = Duration.ofHours(1);

    /** What fills a folder. */
    interface Filling {
        void fill(Path folder) throws IOException;
    }

    /** Fills a new folder and puts it in the place of the old one; if that fails, the old one stays. */
    void replace(Filling filling) throws IOException {
        makeParent();
        sweep();
        Path fresh = Files.createDirectory(beside());
        try {
            filling.fill(fresh);
            put(fresh);
        } finally {
            delete(fresh);
        }
    }

    private void makeParent() throws IOException {
        try {
            Files.createDirectories(path.getParent());
        } catch (FileAlreadyExistsException file) {
            throw new IOException(file.getFile() + " must be a folder, but is a file", file);
        }
    }

    private Path beside() {
        return path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID());
    }

    /** What another installation puts there at the same time is replaced too: the last one stays. */
    private void put(Path fresh) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            Path old = beside();
            try {
                Files.move(path, old);
            } catch (NoSuchFileException none) {
                // then there is nothing to replace
            }
            try {
                Files.move(fresh, path);
                delete(old);
                return;
            } catch (FileAlreadyExistsException | DirectoryNotEmptyException another) {
                delete(old);
            } catch (IOException failed) {
                restore(old);
                throw failed;
            }
        }
        throw new IOException(path + " (being installed by others) must be left alone for a moment: try again");
    }

    private void restore(Path old) throws IOException {
        if (Files.exists(old)) {
            Files.move(old, path);
        }
    }

    /** Removes what installations left behind that were killed. */
    private void sweep() throws IOException {
        try (Stream<Path> siblings = Files.list(path.getParent())) {
            for (Path each : siblings.filter(this::isAbandoned).toList()) {
                delete(each);
            }
        }
    }

    private boolean isAbandoned(Path sibling) {
        try {
            return sibling.getFileName().toString().matches("\\." + path.getFileName().toString().replace(".", "\\.")
                    + "\\.[0-9a-f-]{36}")
                    && Files.getLastModifiedTime(sibling).toInstant().isBefore(Instant.now().minus(ABANDONED));
        } catch (IOException gone) {
            return false;
        }
    }

    /** Removes the folder with all that is in it. */
    void delete() throws IOException {
        delete(path);
    }

    /** The specification goes first: without it Jupyter sees no kernel there. */
    private static void delete(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(SPECIFICATION));
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path each : all) {
                Files.deleteIfExists(each);
            }
        }
    }
}
