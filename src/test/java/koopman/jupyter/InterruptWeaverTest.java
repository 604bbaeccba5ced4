// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InterruptWeaverTest {

    /** Counts to a million, in loops of each kind. */
    public static final class Counting implements LongSupplier {
        @Override
        public long getAsLong() {
            long sum = 0;
            for (int i = 0; i < 1000; i++) {
                int j = 0;
                do {
                    sum++;
                } while (++j < 500);
                while (j++ < 1000) {
                    sum++;
                }
            }
            return sum;
        }
    }

    private static LongSupplier woven() throws Exception {
        byte[] code;
        try (var in = Counting.class.getResourceAsStream("InterruptWeaverTest$Counting.class")) {
            code = InterruptWeaver.weave(in.readAllBytes());
        }
        Class<?> type = new ClassLoader(Counting.class.getClassLoader()) {
            Class<?> define() {
                return defineClass(Counting.class.getName(), code, 0, code.length);
            }
        }.define();
        return (LongSupplier) type.getConstructor().newInstance();
    }

    @AfterEach
    void end() {
        Interrupts.endCell();
        Interrupts.leaveUserCode();
    }

    @Test
    void aWovenClassComputesTheSame() throws Exception {
        assertEquals(1_000_000, woven().getAsLong());
    }

    @Test
    void aWovenClassStopsWhenItsCellIsInterrupted() throws Exception {
        LongSupplier counting = woven();
        Interrupts.beginCell();
        Interrupts.request();
        assertEquals("the cell was interrupted",
                assertThrows(Interrupts.CellInterrupted.class, counting::getAsLong).getMessage());
    }

    @Test
    void anInterruptBetweenCellsIsForgotten() throws Exception {
        Interrupts.request();
        Interrupts.beginCell();
        assertEquals(new Counting().getAsLong(), woven().getAsLong());
    }

    @Test
    void aClassOfALaterJdkIsWovenAndKeepsItsVersion() throws Exception {
        try (var in = Counting.class.getResourceAsStream("InterruptWeaverTest$Counting.class")) {
            byte[] code = in.readAllBytes();
            for (byte version : new byte[] {70, 99}) {
                code[7] = version;
                byte[] woven = InterruptWeaver.weave(code);
                assertEquals(version, woven[7]);
                assertTrue(woven.length > code.length);
            }
        }
    }

    @Test
    void whatCannotBeReadIsLeftAsItIs() {
        byte[] nonsense = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        assertArrayEquals(nonsense, InterruptWeaver.weaveLibrary(nonsense));
    }
}
