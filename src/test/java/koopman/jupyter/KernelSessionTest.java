// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import koopman.jupyter.KernelClient.Outcome;
import koopman.jupyter.KernelClient.Received;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Speaks Jupyter's protocol to a kernel in a process of its own. */
class KernelSessionTest {

    private static KernelClient client;

    @BeforeAll
    static void start() throws IOException {
        client = new KernelClient(Map.of());
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    @Test
    void theValueOfACellIsItsLastExpression() {
        assertEquals("42", client.run("int half = 21;\nhalf * 2").value());
        assertEquals("[1, 4, 9]", client.run("List.of(1, 2, 3).stream().map(i -> i * i).toList()").value());
        assertEquals("null", client.run("(String) null").value());
    }

    @Test
    void aSemicolonADeclarationOrAVoidCallShowsNothing() {
        assertEquals("nothing", client.run("1 + 1; // hidden").value());
        assertEquals("nothing", client.run("int shown = 3").value());
        assertEquals("nothing", client.run("new ArrayList<String>().clear()").value());
    }

    @Test
    void streamsAndDisplaysArriveInTheirOrder() {
        List<Received> all = client.run("""
                System.out.print("a"); System.err.print("b"); display("c"); System.out.print("d");""").outputs();
        List<String> texts = all.stream().filter(each -> !each.type().matches("status|execute_input"))
                .map(each -> each.type().equals("stream") ? each.text("text") : each.plain()).toList();
        assertEquals(List.of("a", "b", "c", "d"), texts);
    }

    @Test
    void muchOutputArrivesWhole() {
        assertEquals(20_000 * 30, client.run(
                "for (int i = 0; i < 20_000; i++) { System.out.println(\"%029d\".formatted(i)); }")
                .stream("stdout").length());
    }

    @Test
    void outputOfNativeCodeAndLoggersArrives() {
        Outcome outcome = client.run("""
                new ProcessBuilder("sh", "-c", "echo from a child").inheritIO().start().waitFor();
                java.util.logging.Logger.getLogger("test").warning("logged");""");
        assertEquals("from a child\n", outcome.stream("stdout"));
        assertTrue(outcome.stream("stderr").contains("WARNING test: logged\n"), outcome.stream("stderr"));
    }

    @Test
    void aCompileErrorShowsTheLineAndACaret() {
        Outcome outcome = client.run("int fine = 1;\nint bad = \"text\";");
        int cell = outcome.reply().content().get("execution_count").getAsInt();
        assertEquals("error", outcome.status());
        assertEquals("Cell " + cell + ", line 2\n    int bad = \"text\";\n              ^^^^^^\n"
                + "incompatible types: java.lang.String cannot be converted to int\n", outcome.error());
    }

    @Test
    void aStackTraceEndsAtTheCellAndNamesItsCauses() {
        int cell = client.run("void fail() {\n    throw new IllegalStateException(\"outer\", new Error(\"inner\"));\n}")
                .reply().content().get("execution_count").getAsInt();
        String trace = client.run("\nfail();").error();
        assertEquals("java.lang.IllegalStateException: outer\n    at cell " + cell + ", line 2, in fail\n    at cell "
                + (cell + 1) + ", line 2\ncaused by java.lang.Error: inner\n    at cell " + cell
                + ", line 2, in fail\n    at cell " + (cell + 1) + ", line 2\n", trace);
    }

    @Test
    void whatWaitsBehindAFailedCellIsAborted() {
        String failing = client.send("Thread.sleep(300); throw new RuntimeException()");
        String waiting = client.send("System.out.println(\"never\")");
        assertEquals("error", client.outcome(failing).status());
        Outcome aborted = client.outcome(waiting);
        assertEquals("aborted", aborted.status());
        assertEquals("", aborted.stream("stdout"));
        assertEquals("2", client.run("1 + 1").value());
    }

    @Test
    void anInterruptStopsLoopsSleepsAndStubbornCode() {
        for (String code : List.of("while (true) {}", "Thread.sleep(100_000);",
                "while (true) { try { Thread.sleep(10); } catch (Exception stubborn) {} }",
                "Stream.iterate(0, i -> i + 1).forEach(i -> {});")) {
            String id = client.send("System.out.println(\"runs\");\n" + code);
            client.next(id, "stream");
            client.interrupt();
            Outcome outcome = client.outcome(id);
            assertEquals("Interrupted", outcome.reply().text("ename"), code);
        }
        assertEquals("3", client.run("1 + 2").value());
    }

    @Test
    void anInterruptSetsTheFlagThatLibrariesLookAt() {
        String id = client.send("System.out.println(\"runs\");\n"
                + "java.util.concurrent.locks.LockSupport.park(); Thread.currentThread().isInterrupted()");
        client.next(id, "stream");
        client.interrupt();
        assertEquals("Interrupted", client.outcome(id).reply().text("ename"));
        assertEquals("false", client.run("Thread.currentThread().isInterrupted()").value());
    }

    @Test
    void redefiningATypeSaysWhichVariablesItReset() {
        client.run("class Thing {} Thing thing = new Thing();");
        String warning = client.run("class Thing { int size; }").stream("stderr");
        assertTrue(warning.matches("Redefining Thing .*thing.* run the cells that set it again.\\R"), warning);
    }

    @Test
    void whatACellDeclaresMayComeInAnyOrder() {
        Outcome outcome = client.run("int first() { return second(); }\nint second() { return 2; }\nfirst()");
        assertEquals("2", outcome.value());
        assertEquals("", outcome.stream("stderr"));
        assertEquals("early is declared, but not to be used before method later() is declared.\n",
                client.run("int early() { return later(); }").stream("stderr"));
    }

    @Test
    void whatIsDeclaredAgainLeavesItsNeighboursAndOldObjectsAlone() {
        client.run("int twice(int n) { return 2 * n; }\nString twice(String s) { return s + s; }");
        client.run("record Pair(int a) { int b() { return a + 1; } }\nObject old = new Pair(1);");
        client.run("int twice(int n) { return n + n + 0; }\nrecord Pair(int a) { int b() { return a + 2; } }");
        client.run("int twice(int n) { return n * 2; }");
        assertEquals("8 aa 3", client.run("twice(4) + \" \" + twice(\"a\") + \" \" + new Pair(1).b()").value());
        assertEquals("Pair[a=1]", client.run("old").value());
    }

    @Test
    void importingAgainKeepsVariables() {
        client.run("import java.net.*;\nint kept = 3;");
        client.run("import java.net.*; import java.time.*;");
        assertEquals("3", client.run("kept").value());
    }

    @Test
    void aDisplayIsUpdatedInPlace() {
        List<Received> all = client.run("String id = display(\"first\");\nupdateDisplay(id, \"second\");").outputs();
        JsonObject shown = all.stream().filter(each -> each.type().equals("display_data")).findFirst().get().content();
        JsonObject updated = all.stream().filter(each -> each.type().equals("update_display_data")).findFirst().get()
                .content();
        assertEquals(shown.get("transient"), updated.get("transient"));
        assertEquals("second", updated.getAsJsonObject("data").get("text/plain").getAsString());
    }

    @Test
    void aLiveLineIsOneDisplayWithALastState() {
        Outcome outcome = client.run("var line = koopman.display.LiveLine.open();\n"
                + "for (int i = 0; i < 1000; i++) { line.show(\"step \" + i); }\nline.end(\"done\");");
        assertEquals(1, outcome.of("display_data").size());
        List<Received> updates = outcome.of("update_display_data");
        assertEquals("done", updates.get(updates.size() - 1).plain());
        assertTrue(updates.size() < 100, "a reader cannot follow " + updates.size() + " updates");
    }

    @Test
    void aDisplayableShowsWhatItSays() {
        Received result = client.run("""
                record Bold(String text) implements koopman.display.Displayable {
                    public Map<String, String> display() { return Map.of("text/html", "<b>" + text + "</b>"); }
                }
                new Bold("x")""").of("execute_result").get(0);
        assertEquals("<b>x</b>", result.data("text/html"));
        assertEquals("Bold[text=x]", result.plain());
    }

    @Test
    void aCellCanAskForALine() {
        String id = client.request(client.shell, "execute_request",
                KernelClient.execution("new Scanner(System.in).nextLine().toUpperCase()", true));
        assertEquals("input_request", client.receive(client.stdin).type());
        client.request(client.stdin, "input_reply", KernelClient.json("value", "typed"));
        assertEquals("TYPED", client.outcome(id).value());
    }

    @Test
    void historyIsKept() {
        client.run("\"remember me\"");
        JsonObject request = KernelClient.json("hist_access_type", "search");
        request.addProperty("pattern", "*remember*");
        request.addProperty("output", true);
        request.addProperty("raw", true);
        JsonArray found = client.reply(client.shell, client.request(client.shell, "history_request", request))
                .content().getAsJsonArray("history");
        assertEquals("[\"\\\"remember me\\\"\",\"remember me\"]", found.get(0).getAsJsonArray().get(2).toString());
    }

    @Test
    void namesAreCompletedEvenOfThisCell() {
        assertEquals("[\"sqrt(\"]", ask("complete", "Math.sqr").getAsJsonArray("matches").toString());
        assertEquals("[\"zebra\"]", ask("complete", "int zebra = 1; zeb").getAsJsonArray("matches").toString());
        assertEquals("[\"%%html\"]", ask("complete", "%%htm").getAsJsonArray("matches").toString());
    }

    @Test
    void inspectionShowsSignatureAndOwnJavadoc() {
        String text = ask("inspect", "koopman.display.LiveLine.open").getAsJsonObject("data").get("text/plain")
                .getAsString();
        assertTrue(text.startsWith("koopman.display.LiveLine koopman.display.LiveLine.open()\n    Returns a new line"),
                text);
    }

    private static JsonObject ask(String what, String code) {
        JsonObject request = KernelClient.json("code", code);
        request.addProperty("cursor_pos", code.length());
        request.addProperty("detail_level", 0);
        return client.reply(client.shell, client.request(client.shell, what + "_request", request)).content();
    }

    @Test
    void completeIncompleteAndInvalidCodeAreToldApart() {
        assertEquals("{\"status\":\"complete\",\"indent\":\"\"}", ask("is_complete", "int i = 1;").toString());
        assertEquals("{\"status\":\"incomplete\",\"indent\":\"    \"}",
                ask("is_complete", "while (true) {").toString());
        assertEquals("invalid", ask("is_complete", "int 1x = 2;").get("status").getAsString());
    }

    @Test
    void aQuestionMarkOpensThePagerAndExitEndsAConsole() {
        JsonArray page = client.run("?koopman.display.LiveLine").reply().content().getAsJsonArray("payload");
        assertTrue(page.get(0).getAsJsonObject().getAsJsonObject("data").get("text/plain").getAsString()
                .contains("rewritten in place"), page.toString());
        JsonArray exit = client.run("exit").reply().content().getAsJsonArray("payload");
        assertEquals("ask_exit", exit.get(0).getAsJsonObject().get("source").getAsString());
    }

    @Test
    void anUnknownMagicSaysWhichExist() {
        String message = client.run("%nonsense").error();
        assertTrue(message.startsWith("%nonsense is no magic. There are %") && message.contains("%%html"), message);
    }

    @Test
    void magicsAndJavaShareACell() {
        assertEquals("%time\n", client.run(
                "int a = 5;\n%time a + 1\nString block = \"\"\"\n%time\n\"\"\";\nblock").value());
    }

    @Test
    void resetForgetsEverything() {
        client.run("int forgotten = 1;");
        client.run("%reset");
        assertEquals("error", client.run("forgotten").status());
    }

    @Test
    void userExpressionsAreEvaluated() {
        JsonObject request = KernelClient.execution("int base = 6;", false);
        request.add("user_expressions", KernelClient.json("answer", "base * 7"));
        JsonObject values = client.outcome(client.request(client.shell, "execute_request", request)).reply().content()
                .getAsJsonObject("user_expressions");
        assertEquals("42", values.getAsJsonObject("answer").getAsJsonObject("data").get("text/plain").getAsString());
    }

    @Test
    void anErrorOfTheMachineLeavesTheSessionUsable() {
        assertEquals("OutOfMemoryError", client.run("new long[Integer.MAX_VALUE]").reply().text("ename"));
        assertEquals("StackOverflowError", client.run("int deep(int n) { return 1 + deep(n); }\ndeep(0)").reply()
                .text("ename"));
        assertEquals("5", client.run("2 + 3").value());
    }

    @Test
    void aSilentRequestPublishesNoResult() {
        JsonObject request = KernelClient.execution("7 * 6", false);
        request.addProperty("silent", true);
        Outcome outcome = client.outcome(client.request(client.shell, "execute_request", request));
        assertEquals("nothing", outcome.value());
        assertFalse(outcome.outputs().stream().anyMatch(each -> each.type().equals("execute_input")));
        assertNull(outcome.reply().content().get("ename"));
    }
}
