// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Finds the real images for tests, which download nothing. */
public final class RealImages {

    private static final Path BESIDE = Path.of("..", "shared", "data"); // a folder that several checkouts may share

    private RealImages() {}

    /** Skips the calling test, and says so, where the files of MNIST are not on this machine. */
    public static void assumeMnist() {
        assume(ImageFiles.MNIST, "mnist");
    }

    /** Skips the calling test, and says so, where the files of Fashion-MNIST are not on this machine. */
    public static void assumeFashionMnist() {
        assume(ImageFiles.FASHION_MNIST, "fashion-mnist");
    }

    private static void assume(ImageFiles files, String name) {
        if (!files.isHere() && Files.isDirectory(BESIDE)) {
            System.setProperty("koopman.data", BESIDE.toString());
        }
        if (!files.isHere()) {
            System.out.println("SKIPPED: tests on " + files.name() + ", whose files are not here: "
                    + "java -jar target/koopman.jar data " + name);
        }
        Assumptions.assumeTrue(files.isHere(), "the files of " + files.name() + " are not on this machine");
    }
}
