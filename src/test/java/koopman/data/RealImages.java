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
        if (!ImageFiles.MNIST.isHere() && Files.isDirectory(BESIDE)) {
            System.setProperty("koopman.data", BESIDE.toString());
        }
        if (!ImageFiles.MNIST.isHere()) {
            System.out.println("SKIPPED: tests on MNIST, whose files are not here: java -jar target/koopman.jar data mnist");
        }
        Assumptions.assumeTrue(ImageFiles.MNIST.isHere(), "the files of MNIST are not on this machine");
    }
}
