// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import koopman.jupyter.KernelClient.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Cells that fill the heap fail and say what can be done; the session goes on, even while it holds all that. */
class KernelHeapTest {

    private static final int HEAP = Integer.getInteger("heap", 256);

    private static KernelClient client;

    @BeforeAll
    static void start() throws IOException {
        client = new KernelClient(Map.of(), "-Xmx" + HEAP + "m");
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    /** The session must live: it may have to let go of what fills the heap, and then says so. */
    private static void assertFills(String declaration, String fill) {
        assertEquals("ok", client.run(declaration).status());
        Outcome full = client.run(fill);
        assertEquals("OutOfMemoryError", full.reply().text("ename"), fill);
        assertTrue(full.error().contains("heap (" + HEAP + " MB) must be larger: kernel install --jvm-option -Xmx4g, or let go "
                + "of what the session holds"), full.error());
        assertLives();
    }

    private static void assertLives() {
        Outcome next = client.run("int sum = 0; for (int i = 0; i < 1000; i++) { sum += i; } sum");
        assertEquals("499500", next.value(), () -> next.reply().content().toString());
    }

    /** What the session did not have to let go of would be in the way of the next test. */
    @AfterEach
    void letGo() {
        client.run("hoard = null;");
        client.run("hoarder = null;");
        client.run("large = null;");
        client.run("much = null;");
    }

    @Test
    void smallObjects() {
        assertFills("var hoard = new LinkedList<Object>();", "while (true) { hoard.add(new int[4]); }");
    }

    @Test
    void largeArrays() {
        assertFills("var hoard = new ArrayList<byte[]>();", "while (true) { hoard.add(new byte[1_000_000]); }");
    }

    @Test
    void texts() {
        assertFills("var hoard = new HashMap<String, String>();",
                "for (long i = 0; ; i++) { hoard.put(\"key \" + i, \"value \" + i); }");
    }

    @Test
    void aMethodOfAClass() {
        assertFills("class Hoarder { List<long[]> all = new ArrayList<>(); void hoard() { while (true) { all.add(new long[100]); } } }\n"
                + "var hoarder = new Hoarder();", "hoarder.hoard();");
    }

    @Test
    void aLambdaOfAStream() {
        assertFills("var hoard = new ArrayList<Object>();",
                "Stream.iterate(0, i -> i + 1).forEach(i -> hoard.add(new int[10]));");
    }

    @Test
    void aThreadOfTheUser() {
        Outcome outcome = client.run("var hoard = new LinkedList<Object>();\n"
                + "var filling = new Thread(() -> { while (true) { hoard.add(new int[4]); } });\n"
                + "filling.start();\nwhile (filling.isAlive()) { Thread.onSpinWait(); }");
        String said = outcome.stream("stderr") + outcome.reply().content();
        assertTrue(said.contains("OutOfMemoryError"), said);
        assertLives();
    }

    /**
     * The session itself and its reserve take up to 80 MB: two of these fit beside that, three do not. They are in
     * small pieces, since a collector does not always find 57 MB in one piece where 100 MB are free.
     */
    @Test
    void aCellThatDeclaresAgainDoesNotHoldWhatWasDeclaredBefore() {
        for (int i = 0; i < 6; i++) {
            Outcome again = client.run("var large = new byte[" + HEAP * 23 + "][10_000]; large.length");
            assertEquals(String.valueOf(HEAP * 23), again.value(), () -> again.reply().content().toString());
        }
    }

    @Test
    void aCellThatUsesMuchOfTheHeapRuns() {
        int pieces = HEAP * 57; // of 10 kB, together 0.54 of the heap
        Outcome outcome = client.run("var much = new ArrayList<byte[]>();\n"
                + "for (int i = 0; i < " + pieces + "; i++) { much.add(new byte[10_000]); }\n"
                + "int size = much.size(); much = null; size");
        assertEquals(String.valueOf(pieces), outcome.value(), () -> outcome.reply().content().toString());
    }
}
