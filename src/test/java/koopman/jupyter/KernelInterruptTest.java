// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Interrupts of code that no check can be woven into. */
class KernelInterruptTest {

    private static KernelClient client;

    @BeforeAll
    static void start() throws IOException {
        client = new KernelClient(Map.of());
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    private static String startStuck(String code) {
        String id = client.send("System.out.println(\"runs\");\n" + code);
        client.next(id, "stream");
        client.interrupt();
        return id;
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_19)
    void computationsOfTheJdkAreStopped() {
        for (String code : new String[] {"java.util.stream.LongStream.range(0, Long.MAX_VALUE).sum()",
            "java.util.stream.LongStream.range(0, Long.MAX_VALUE).parallel().sum()",
            "\"a\".repeat(5000).matches(\"(a|aa)*(a|aa)*(a|aa)*b\")"}) {
            assertEquals("Interrupted", client.outcome(startStuck(code)).reply().text("ename"), code);
        }
        assertEquals("3", client.run("System.out.println(\"loud\"); 1 + 2").value());
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_20)
    void whatCannotBeStoppedIsNamed() throws IOException {
        client.run("var lock = new java.util.concurrent.locks.ReentrantLock();\n"
                + "var holding = new Thread(lock::lock); holding.start(); holding.join();");
        String id = startStuck("lock.lock();");
        String said = client.next(id, "stream").text("text");
        assertTrue(said.matches("The cell goes on: it is in java.util.concurrent.locks.ReentrantLock.lock, which JDK \\d+ cannot "
                + "stop. Wait for it, or restart the kernel: the variables of the session are lost then.\\R"), said);
        client.close();
        start();
    }

    @Test
    void twoInterruptsInARowAreOne() {
        String id = startStuck("while (true) { try { Thread.sleep(1); } catch (Exception stubborn) { } }");
        client.interrupt();
        assertEquals("Interrupted", client.outcome(id).reply().text("ename"));
        client.interrupt();
        assertEquals("4", client.run("2 + 2").value());
    }
}
