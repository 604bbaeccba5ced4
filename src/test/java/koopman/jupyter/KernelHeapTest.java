package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import koopman.jupyter.KernelClient.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Cells that fill the heap fail and say what can be done; the session goes on, even while it holds all that. */
class KernelHeapTest {

    private static KernelClient client;

    @BeforeAll
    static void start() throws IOException {
        client = new KernelClient(Map.of(), "-Xmx256m");
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    private static void assertFills(String declaration, String fill) {
        client.run(declaration);
        Outcome full = client.run(fill);
        assertEquals("OutOfMemoryError", full.reply().text("ename"), fill);
        assertTrue(full.error().contains("heap (256 MB) must be larger: kernel install --jvm-option -Xmx4g, or let go "
                + "of what the session holds"), full.error());
        Outcome next = client.run("int sum = 0; for (int i = 0; i < 1000; i++) { sum += i; } sum");
        client.run("hoard = null;");
        assertEquals("499500", next.value(), () -> next.reply().content().toString());
    }

    @Test
    void largeArrays() {
        assertFills("var hoard = new ArrayList<byte[]>();", "while (true) { hoard.add(new byte[1_000_000]); }");
    }

    @Test
    void aCellThatUsesMostOfTheHeapRuns() {
        Outcome outcome = client.run("var much = new ArrayList<byte[]>();\n"
                + "for (int i = 0; i < 20_000; i++) { much.add(new byte[10_000]); }\n"
                + "int size = much.size() * 10_000; much = null; size");
        assertEquals("200000000", outcome.value(), () -> outcome.reply().content().toString());
    }
}
