// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.Map;
import koopman.jupyter.KernelClient.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cell may end anywhere: whatever is asked about it is answered, and what cannot run says so. */
class BareHeadsTest {

    private static KernelClient client;

    @BeforeAll
    static void start() throws IOException {
        client = new KernelClient(Map.of());
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    private static JsonObject ask(String what, String code) {
        JsonObject request = KernelClient.json("code", code);
        request.addProperty("cursor_pos", code.length());
        request.addProperty("detail_level", 0);
        return client.reply(client.shell, client.request(client.shell, what + "_request", request)).content();
    }

    @ParameterizedTest
    @ValueSource(strings = {"for (int i = 0; i < 3; i++)", "for (String s : list)", "while (true)", "if (1 > 0)",
        "if (1 > 0) ", "label:", "@Deprecated", "@Deprecated(since = \"1\")", "do", "do { }", "try", "try { }",
        "try (var x = y())", "switch (x)", "synchronized (\"\")", "public", "abstract", "non-sealed", "static final",
        "if (1 > 0) { } else", "class A", "record P(int x)", "int f()", "1 +", "foo(", "for (", "/* open", "\"\"\"\nopen",
        "outer: for (;;)", "if (a) while (b) do"})
    void whatGoesOnIsIncompleteEverywhere(String code) {
        assertEquals("incomplete", ask("is_complete", code).get("status").getAsString());
        answeredAsEver(code);
        Outcome outcome = client.run(code);
        assertEquals("the cell is incomplete", outcome.reply().text("evalue"), code);
        assertTrue(outcome.error().matches("(?s)Cell \\d+, line 1\\n.*\\^.*"), outcome.error());
    }

    @ParameterizedTest
    @ValueSource(strings = {"else", "} else", "}", "catch (Exception e)", "finally", "case 1 ->", "case 1:", "default ->",
        "default:", "foo(]", "{ ) }", "int 1x = 2;", "while (true) }"})
    void whatNothingCanMendIsInvalid(String code) {
        assertEquals("invalid", ask("is_complete", code).get("status").getAsString());
        answeredAsEver(code);
        assertEquals("CompileError", client.run(code).reply().text("ename"), code);
    }

    private static void answeredAsEver(String code) {
        assertEquals("ok", ask("complete", code).get("status").getAsString());
        assertEquals("ok", ask("inspect", code).get("status").getAsString());
        assertEquals("error", client.run(code + "\n%who").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"if (1 > 0) { }", "switch (2) { case 1 -> 2; default -> throw new Error(); }", "int x = 1",
        "try (var s = new Scanner(\"\")) { }", "for (;;) break", "{ }", ";", "", "// x", "class A { }", "a: ;"})
    void whatIsWholeIsComplete(String code) {
        assertEquals("complete", ask("is_complete", code).get("status").getAsString());
        assertEquals("ok", ask("complete", code).get("status").getAsString());
    }
}
