// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a kernel still holds of cells, displays and output that are over: heap after a collection. */
class KernelMemoryTest {

    /** As many as a compiler compiles before it is renewed: less would measure what it holds just then. */
    private static final int CELLS = 500;
    private static final int REST_BYTES = 100_000;
    private static final List<String> KINDS = List.of("%d + 1", "System.out.println(%d);", "\"%d\".repeat(3).length()",
            "new int[] {%d}", "for (int i = 0; i < 3; i++) { used += %d; }", "int again = %d;");

    private static KernelClient client;

    @BeforeAll
    static void start() throws IOException {
        client = new KernelClient(Map.of());
        client.run("long used = 0;");
        client.run("long used() { System.gc(); var r = Runtime.getRuntime(); return r.totalMemory() - r.freeMemory(); }");
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    /** Returns the heap in use once it has come to rest: JShell reads the class path in the background at first. */
    private static long used() {
        long before = 0;
        long now = Long.parseLong(client.run("used()").value());
        while (Math.abs(now - before) > REST_BYTES) {
            before = now;
            now = Long.parseLong(client.run("Thread.sleep(200); used()").value());
        }
        return now;
    }

    private static void runCells(int count) {
        for (int i = 0; i < count; i++) {
            assertEquals("ok", client.run(KINDS.get(i % KINDS.size()).formatted(i)).status());
        }
    }

    @Test
    void aCellLeavesItsLineOfHistoryBehindAndLittleMore() {
        runCells(100);
        long before = used();
        runCells(CELLS - 1);
        long perCell = (used() - before) / CELLS;
        assertTrue(perCell < 1000, perCell + " bytes stay of a cell");
    }

    @Test
    void updatesOfADisplayLeaveNothingBehind() {
        client.run("String line = display(\"first\");");
        String loop = "for (int i = 0; i < 20_000; i++) { updateDisplay(line, \"step \" + i); }";
        client.run(loop);
        long before = used();
        assertEquals(20_000, client.run(loop).of("update_display_data").size());
        long perUpdate = (used() - before) / 20_000;
        assertTrue(perUpdate < 50, perUpdate + " bytes stay of an update");
    }

    @Test
    void twentyMegabytesArriveWholeAndLeaveNothingBehind() {
        int lines = 20_000_000 / 100;
        String loop = "for (int i = 0; i < %d; i++) { System.out.println(\"%%099d\".formatted(i)); }".formatted(lines);
        String expected = IntStream.range(0, lines).mapToObj("%099d\n"::formatted).collect(Collectors.joining());
        assertTrue(expected.equals(client.run(loop).stream("stdout")), "a line is missing, doubled or out of order");
        long before = used();
        client.run(loop);
        long grown = used() - before;
        assertTrue(grown < 4_000_000, grown + " bytes stay of 20 MB");
    }
}
