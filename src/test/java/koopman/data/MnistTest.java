// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the real files, where they are on this machine. */
class MnistTest {

    private static Splits splits;

    @BeforeAll
    static void read() {
        RealImages.assumeMnist();
        splits = ImageFiles.MNIST.splits();
    }

    @Test
    void theSplitsHaveThePublishedSizes() {
        assertEquals("MNIST: 55000 train samples, 784 features, classes [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 5000 validation, "
                + "10000 test", splits.toString());
    }

    @Test
    void theFirstLabelsAreThoseThatEveryTutorialShows() {
        int[] first = {5, 0, 4, 1, 9, 2, 1, 3, 1, 4};
        for (int row = 0; row < first.length; row++) {
            assertEquals(first[row], splits.train().label(row));
        }
        assertArrayEquals(new int[] {980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009}, splits.test().counts());
    }

    @Test
    void itsFilesAreNotTakenForThoseOfAnotherSet(@TempDir Path empty) {
        String before = System.getProperty("koopman.data");
        System.setProperty("koopman.data", ImageFiles.MNIST.folder().toString());
        System.setProperty("koopman.cache", empty.toString());
        try {
            assertTrue(ImageFiles.MNIST.isHere());
            assertFalse(ImageFiles.FASHION_MNIST.isHere());
        } finally {
            System.clearProperty("koopman.cache");
            if (before == null) {
                System.clearProperty("koopman.data");
            } else {
                System.setProperty("koopman.data", before);
            }
        }
    }

    @Test
    void pixelsHaveMeanZeroAndDeviationOne() {
        double sum = 0;
        double squares = 0;
        for (int row = 0; row < splits.train().size(); row++) {
            for (float value : splits.train().input(row)) {
                sum += value;
                squares += value * value;
            }
        }
        double count = (double) splits.train().size() * splits.train().features();
        assertEquals(0, sum / count, 0.002);
        assertTrue(Math.abs(squares / count - 1) < 0.004, "mean square " + squares / count);
    }
}
