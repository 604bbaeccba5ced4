// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads the real files, where they are. */
class FashionMnistTest {

    @BeforeEach
    void files() {
        RealImages.assumeFashionMnist();
    }

    @Test
    void theRealFilesHoldTheCountsThatTheirPublishersGive() {
        Splits splits = ImageFiles.FASHION_MNIST.splitsOfAll();
        int[] each = new int[10];
        Arrays.fill(each, 6_000); // arXiv 1708.07747, section 2: 7,000 images a class, 1,000 of them to test on
        assertArrayEquals(each, splits.train().counts());
        Arrays.fill(each, 1_000);
        assertArrayEquals(each, splits.test().counts());
        assertEquals("ankle boot", splits.test().classes().get(splits.test().label(0)));
        assertEquals(28 * 28, splits.test().features());
    }
}
