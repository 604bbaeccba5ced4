// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CompletionTest {

    @TempDir
    private Path folder;
    private static KernelClient client;

    @BeforeAll
    static void start() throws IOException {
        client = new KernelClient(Map.of());
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    /** Returns what can be typed where the bar stands. */
    private static List<String> at(String code) {
        int cursor = code.indexOf('|');
        JsonObject request = KernelClient.json("code", code.replaceFirst("\\|", ""));
        request.addProperty("cursor_pos", cursor);
        return client.reply(client.shell, client.request(client.shell, "complete_request", request)).content()
                .getAsJsonArray("matches").asList().stream().map(JsonElement::getAsString).toList();
    }

    /** The first request of the session: JShell is still reading the packages. */
    @Test
    @Order(1)
    void packagesAndImportsAreCompletedFromTheBeginning() {
        assertEquals(List.of("util."), at("import java.ut|"));
        assertEquals(List.of("concurrent."), at("import java.util.conc|"));
        assertTrue(at("import static java.lang.Mat|").contains("Math"));
        assertEquals(List.of("sqrt"), at("import static java.lang.Math.sqr|"));
        assertTrue(at("new java.util.LinkedHashM|").contains("LinkedHashMap("));
    }

    @Test
    void whatTheCellDeclaresIsKnown() {
        assertEquals(List.of("zebra("), at("int zebra(int stripes) { return stripes; }\nint y = zeb|"));
        assertEquals(List.of("zebra()"), at("int zebra() { return 1; }\nSystem.out.println(zeb|"));
        assertTrue(at("record Zoo(int animals) {}\nZoo zoo() { return null; }\nvar mine = zoo();\nmine.anim|")
                .contains("animals()"));
        assertEquals(List.of("stripes"), at("int zebra(int stripes) { return str|"));
        assertEquals(List.of("local"), at("int a = 1;\nint zebra(int stripes) { int local = stripes; return loca|"));
        assertTrue(at("int zebra() { return 1; }\nList<String> names = List.of();\nnames.isEm|").contains("isEmpty()"));
        assertEquals(List.of("sqrt("), at("int a = 1;\nMath.sqr|"));
    }

    @Test
    void withinTextsAndCommentsNothingIsCompleted() {
        for (String code : List.of("\"Math.sq|", "String s = \"\"\"\n  Math.sq|", "// Math.sq|", "/* Math.sq|", "'M|",
                "int length = 3;\nString t = \"len|", "f(\"a\\\"len|", "int mat = 1; // mat|")) {
            assertEquals(List.of(), at(code), code);
        }
        assertFalse(at("String t = \"// no comment\"; Math.sq|").isEmpty());
        assertFalse(at("char c = '\"'; Math.sq|").isEmpty());
    }

    @Test
    void behindAMagicAreItsFilesOrNothing() throws IOException {
        Files.createFile(folder.resolve("tree.java"));
        Files.createDirectory(folder.resolve("trees"));
        assertEquals(List.of(folder + "/tree.java", folder + "/trees/"), at("%load " + folder + "/tre|"));
        assertEquals(List.of(folder + "/trees/"), at("int a = 1;\n%jars " + folder + "/trees|"));
        assertEquals(List.of(), at("%maven com.goo|"));
        assertEquals(List.of(), at("%%html\n<b>Math.sq|"));
        assertEquals(List.of("sqrt("), at("%time Math.sqr|"));
        assertEquals(List.of("sqrt("), at("%%time\nMath.sqr|"));
        assertEquals(List.of("sqrt("), at("%who\nMath.sqr|"));
        assertEquals(List.of("%load", "%loadFromPOM"), at("int a = 1;\n%loa|"));
    }

    @Test
    void inspectionIsAtHomeInMagicsToo() {
        String timed = inspect("%time Math.max(|");
        assertTrue(timed.contains("int Math.max(int a, int b)"), timed);
        String behindText = inspect("%who\nMath.max(\"(\", |");
        assertTrue(behindText.contains("int Math.max(int a, int b)"), behindText);
        assertEquals("", inspect("%maven a.b|"));
        assertEquals("", inspect("%%html\n<b>Math|"));
    }

    private static String inspect(String code) {
        JsonObject request = KernelClient.json("code", code.replaceFirst("\\|", ""));
        request.addProperty("cursor_pos", code.indexOf('|'));
        request.addProperty("detail_level", 0);
        JsonObject reply = client.reply(client.shell, client.request(client.shell, "inspect_request", request)).content();
        return reply.get("found").getAsBoolean() ? reply.getAsJsonObject("data").get("text/plain").getAsString() : "";
    }
}
