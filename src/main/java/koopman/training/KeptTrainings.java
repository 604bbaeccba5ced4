// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import koopman.data.Fingerprint;
import koopman.data.WholeFile;

/**
 * The folder in which trainings are kept where the reader wishes it, so that what was trained once, in whichever notebook or
 * program, is not trained again: {@code KOOPMAN_MODELS}, or the property {@code koopman.models}, names it. Files of each build of
 * this library lie in a folder of their own, since another may round otherwise.
 */
final class KeptTrainings {

    private KeptTrainings() {}

    /**
     * Returns the file of a training, in a folder that is there; or null where nothing is to be kept. A folder that cannot be
     * written to, such as a teacher's, is read.
     */
    static Path file(Provenance training) {
        String setting = System.getProperty("koopman.models", System.getenv().getOrDefault("KOOPMAN_MODELS", ""));
        if (setting.isBlank()) {
            return null;
        }
        try {
            Path folder = Files.createDirectories(WholeFile.path("KOOPMAN_MODELS", setting).resolve(Build.DIGEST));
            Path file = folder.resolve(training.fileName(training.what().replace(' ', '-')));
            return Files.isReadable(file) || Files.isWritable(folder) ? file : null;
        } catch (IOException refused) {
            throw new UncheckedIOException("KOOPMAN_MODELS (" + setting + ") must name a folder, there or to be made ("
                    + WholeFile.reason(refused) + "): choose another, or unset it", refused);
        }
    }

    /** What this library was built to, read when it is first asked for. */
    private static final class Build {

        static final String DIGEST = digest();

        private static String digest() {
            try {
                Path own = Path.of(Build.class.getProtectionDomain().getCodeSource().getLocation().toURI());
                var fingerprint = new Fingerprint();
                for (Path file : files(own)) { // a jar is a file, classes that a build has not packed are many
                    fingerprint.add(Files.readAllBytes(file));
                }
                return fingerprint.text();
            } catch (URISyntaxException | IOException unreadable) {
                throw new IllegalStateException("the library's own classes could not be read", unreadable);
            }
        }

        private static List<Path> files(Path own) throws IOException {
            try (Stream<Path> files = Files.walk(own)) {
                return files.filter(Files::isRegularFile).sorted().toList();
            }
        }
    }
}
