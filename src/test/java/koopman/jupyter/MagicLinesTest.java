// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import koopman.jupyter.KernelClient.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is Java in a cell, what is a magic, and what is a command of the system. */
class MagicLinesTest {

    private static KernelClient client;

    @BeforeAll
    static void start() throws IOException {
        client = new KernelClient(Map.of());
        client.run("int divisor = 5; int who = 4; boolean flag = true; int time = 3;");
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    @Test
    void aRemainderAtTheStartOfALineIsJava() {
        assertEquals("2", client.run("int w = 17\n    %divisor;\nw").value());
        assertEquals("1", client.run("17\n%who").value());
        assertEquals("2", client.run("int time = 3;\nint w = 17\n%time;\nw").value());
        assertEquals("5", client.run("Math.max(17\n  %divisor, \n 5)").value());
        assertEquals("2", client.run("17\n  % 3").value());
        assertEquals("3", client.run("int m = 13;\nm\n%= 5;\nm").value());
        assertEquals("2", client.run("int v = switch (3) { default -> 7; }\n  %divisor;\nv").value());
        assertEquals("7", client.run("int y = 1; // ends in a comment;\n/*\n%nonsense\n*/\n7").value());
    }

    @Test
    void aMagicBehindAFinishedStatementIsOne() {
        assertTrue(client.run("int fine = 1;\n%who").value().contains("int fine"));
        assertTrue(client.run("void run() {}\n%who").value().contains("run"));
        assertTrue(client.run("int bare = 1\n%help").of("execute_result").get(0).data("text/markdown").contains("%maven"));
        assertTrue(client.run("int fine = 1;\n%nonsense").error().startsWith("%nonsense is no magic."));
        assertTrue(client.run("// first\n%nonsense").error().startsWith("%nonsense is no magic."));
    }

    @Test
    void aMagicForACellStandsAtItsHead() {
        assertEquals("%%html must be the first line of its cell: it is for all of it\n",
                client.run("int fine = 1;\n%%html\n<b>").error());
        assertEquals("<b>\n", client.run("\n\n%%html\n<b>\n").of("execute_result").get(0).data("text/html"));
        assertEquals("%%html\n", client.run("String s = \"\"\"\n%%html\n\"\"\";\ns").value());
    }

    @Test
    void lineEndsOfWindowsMakeNoDifference() {
        assertTrue(client.run("int crlf = 1;\r\n%who\r\n").value().contains("int crlf"));
        assertEquals("<b>x</b>\n", client.run("%%html\r\n<b>x</b>\r\n").of("execute_result").get(0).data("text/html"));
        Outcome timed = client.run("%%time\r\n3 + 4\r\n");
        assertEquals("7", timed.value());
        assertTrue(timed.stream("stdout").contains(" s, of which "), timed.stream("stdout"));
        assertEquals("a\nb\n", client.run("String s = \"\"\"\r\n    a\r\n    b\r\n    \"\"\";\r\ns").value());
    }

    @Test
    void codeBehindTimeStaysAsItIs() {
        assertEquals("4", client.run("%time \"a  b\".length()").value());
        assertEquals("a\\b", client.run("%time 'a' + \"\\\\\" + \"b\"").value());
        assertTrue(client.run("%%time\nint timed = 1;\n%who").value().contains("int timed"));
        assertTrue(client.run("%time %who").value().contains("divisor"));
        assertTrue(client.run("%%time 1 / 0").error().contains(", line 1"));
        assertTrue(client.run("int k = 1;\n%time 1 / 0").error().contains(", line 2"));
        assertTrue(client.run("%%time\nint k = 1;\n1 / 0").error().contains(", line 3"));
    }

    @Test
    void aNegationThatCompilesIsJava() {
        assertEquals("false", client.run("!flag").value());
        assertEquals("true", client.run("!flag || divisor == 5").value());
        assertEquals("true", client.run("boolean here = false;\n!here").value());
        assertEquals("false", client.run("!List.of().isEmpty()\n    && flag").value());
        assertEquals("true", client.run("flag\n!= (divisor == 4)").value());
    }

    @Test
    void argumentsAreDividedByBlanksAndKeptTogetherByQuotes() {
        assertEquals(List.of("a b", "c d", "e"), Arguments.of(" \"a b\"  'c d' e"));
        assertEquals(List.of("C:\\libs\\x.jar", "C:\\my libs\\", "say \"x\""),
                Arguments.of("C:\\libs\\x.jar \"C:\\my libs\\\" \"say \\\"x\\\"\""));
        assertEquals(List.of("O'Brien's.jar", "it's"), Arguments.of("O'Brien's.jar it's"));
        assertEquals(List.of("--name=a b", "\"open"), Arguments.of("--name=\"a b\" \"open"));
        assertEquals(List.of(""), Arguments.of("\"\""));
    }

    @Test
    void whatIsFinishedIsToldFromWhatIsNot() {
        assertEquals("complete", isComplete("%who"));
        assertEquals("complete", isComplete("!ls -la"));
        assertEquals("incomplete", isComplete("Math.max(17\n  %divisor,"));
    }

    private static String isComplete(String code) {
        String id = client.request(client.shell, "is_complete_request", KernelClient.json("code", code));
        return client.reply(client.shell, id).text("status");
    }

    @Test
    void magicsOfANotebookAreCalledFromJavaAndFromLines() {
        client.run("getKernelInstance().getMagics().registerLineMagic(\"shout\", words -> "
                + "String.join(\" \", words).toUpperCase());\n"
                + "kernel().getMagicsRegistry().registerCellMagic(\"count\", (kernel, words, text) -> text.length());");
        assertEquals("OH DEAR", client.run("%shout oh dear").value());
        assertEquals("3", client.run("%%count\nabc").value());
        assertEquals("OH!", client.run("String loud = lineMagic(\"shout\", List.of(\"oh\"));\nloud + \"!\"").value());
        assertEquals("5", client.run("int length = cellMagic(\"count\", List.of(), \"12345\");\nlength").value());
        assertTrue(client.run("lineMagic(\"nonsense\", List.of())").error().contains("%nonsense is no magic"));
        client.run("getKernelInstance().getMagics().registerLineMagic(\"fail\", words -> { throw new Exception(\"odd\"); });");
        assertTrue(client.run("%fail").error().startsWith("java.lang.Exception: odd"));
    }

    @Test
    void printingNeedsNoSystemOut() {
        assertEquals("1a\nb3.5\n", client.run("print(1); println('a'); print(\"b\"); println(3.5);").stream("stdout"));
        assertEquals("ab\n\n", client.run("println(new char[] {'a', 'b'}); println();").stream("stdout"));
    }

    @Test
    void whatDisplaySendsIsWhatWasAskedFor() {
        JsonObject data = client.run("display(\"{\\\"mark\\\": \\\"bar\\\"}\", \"application/vnd.vegalite.v5+json\");")
                .of("display_data").get(0).content().getAsJsonObject("data");
        assertEquals("{\"mark\":\"bar\"}", data.get("application/vnd.vegalite.v5+json").toString());
        assertEquals("{\"a\":1}", client.run("render(Map.of(\"a\", 1), \"application/json\")").of("execute_result").get(0)
                .content().getAsJsonObject("data").get("application/json").toString());
        assertEquals("<svg/>\n", client.run("%%svg\n<svg/>\n").of("execute_result").get(0).data("image/svg+xml"));
        Outcome refused = client.run("\ndisplay(3, \"image/png\");");
        String error = refused.error();
        assertTrue(error.matches("(?s)java.lang.IllegalArgumentException: type \\(image/png\\) must be one .*\n"
                + "    at cell \\d+, line 2\n"), error);
    }

    @Test
    void aToStringThatThrowsDoesNotFailTheCell() {
        client.run("class Odd { public String toString() { throw new IllegalStateException(\"odd\"); } }");
        String text = "Odd whose toString threw IllegalStateException: odd";
        assertEquals(text, client.run("new Odd()").value());
        assertEquals("[" + text + "]", client.run("List.of(new Odd())").value());
    }

    @Test
    void helpListsAllMagicsAndAQuestionMarkOneOfThem() {
        String help = client.run("%help").of("execute_result").get(0).data("text/markdown");
        String unknown = client.run("%nonsense").error();
        for (String name : unknown.replaceFirst("(?s).*There are ", "").split("[ ,.]+")) {
            assertTrue(!name.startsWith("%") || name.matches(".*(addMaven|shout|fail|count).*") || help.contains("`" + name),
                    name);
        }
        assertTrue(client.run("?jars").reply().content().get("payload").toString().contains("%jars pattern: adds jars"));
    }
}
