// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TickLabelsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0                    | 0
            -0.0                 | 0
            0.03                 | 0.03
            0.12                 | 0.12
            0.30000000000000004  | 0.3
            -0.5                 | -0.5
            1                    | 1
            2500                 | 2,500
            123456               | 123,456
            0.0001               | 0.0001
            0.00002              | 2E-5
            -3e-7                | -3E-7
            20000000             | 2E7
            """)
    void areWrittenAlike(double value, String label) {
        assertEquals(label, TickLabels.of(value));
    }
}
