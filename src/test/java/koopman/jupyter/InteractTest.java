// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import koopman.jupyter.WidgetClient.Sent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shown of a function of widgets' values, message by message. */
class InteractTest {

    private static WidgetClient client;

    @BeforeAll
    static void open() throws IOException {
        client = new WidgetClient();
    }

    @AfterAll
    static void close() {
        client.close();
    }

    @Test
    void theFunctionsValueIsShownAsACellsAndAnewAfterEachChange() {
        List<Sent> shown = client.run("Interact.of(IntSlider.of(\"step\", 0, 9), v -> { System.out.println(\"at \" + v);"
                + " display(\"shown\"); System.out.print(\"more\"); return new int[] {v, v}; })");
        assertEquals("[at 0\n][shown][more][int[2] {0, 0}]", brief(WidgetClient.lastOutputs(shown)));
        assertTrue(WidgetClient.of(shown, "stream").isEmpty());
        String slider = WidgetClient.opening(shown, "IntSliderModel").comm();
        List<Sent> answers = client.update(slider, "{\"value\": 3}");
        assertEquals("[at 3\n][shown][more][int[2] {3, 3}]", brief(WidgetClient.lastOutputs(answers)));
        assertTrue(client.strays.stream().noneMatch(each -> each.type().equals("stream")));
    }

    @Test
    void aPageWithoutWidgetsHasTheFirstPicture() {
        List<Sent> shown = client.run("Interact.of(Checkbox.of(\"\", true), v -> new java.awt.image.BufferedImage(4, 4, 1))");
        JsonObject bundle = WidgetClient.of(shown, "execute_result").get(0).data();
        assertTrue(bundle.get("text/html").getAsString().startsWith("<img "), bundle.toString());
        assertTrue(bundle.get("image/png").getAsString().startsWith("iVBOR"), bundle.toString());
        assertEquals("Interact [Checkbox = true]", bundle.get("text/plain").getAsString());
        assertTrue(bundle.has(WidgetClient.VIEW));
    }

    @Test
    void withinAnotherWidgetItIsTheSame() {
        client.run("import org.dflib.jjava.jupyter.kernel.display.DisplayData; DisplayData bold(int v) {\n"
                + "var shown = new DisplayData(\"\" + v); shown.putHTML(\"<b>\" + v + \"</b>\"); return shown; }");
        List<Sent> shown = client.run("VBox.of(Label.of(\"above\"), Interact.of(IntSlider.of(3, 9), v -> bold(v)))");
        assertEquals("[3]", brief(WidgetClient.lastOutputs(shown)));
        assertEquals("<b>3</b>", WidgetClient.of(shown, "execute_result").get(0).data().get("text/html").getAsString());
    }

    @Test
    void twoAndThreeControlsOfAnyKind() {
        List<Sent> two = client.run("Interact.of(IntRangeSlider.of(0, 9), Dropdown.of(\"\", List.of(\"a\", \"b\")),"
                + " (r, t) -> r.from() + t)");
        assertEquals("[0b]", brief(WidgetClient.lastOutputs(client.update(comm(two, "DropdownModel"), "{\"index\": 1}"))));
        List<Sent> three = client.run("Interact.of(FloatSlider.of(0, 1), Text.of(\"\"), ToggleButton.of(\"\", false),"
                + " (x, t, on) -> (x + 1) + t + on)");
        List<Sent> answers = client.update(comm(three, "TextModel"), "{\"value\": \"x\"}");
        assertEquals("[1.0xfalse]", brief(WidgetClient.lastOutputs(answers)));
    }

    @Test
    void aFailureIsShownBelowAndEndsNothing() {
        List<Sent> shown = client.run("int inverse(int n) {\n    return 12 / n;\n}\n"
                + "Interact.of(IntSlider.of(0, 9), v -> inverse(v))");
        JsonObject failure = WidgetClient.lastOutputs(shown).get(0).getAsJsonObject();
        assertEquals("error", failure.get("output_type").getAsString());
        assertEquals("ArithmeticException", failure.get("ename").getAsString());
        assertEquals("/ by zero", failure.get("evalue").getAsString());
        String frames = failure.get("traceback").toString();
        assertTrue(frames.matches(".*cell \\d+, line 2, in inverse.*cell \\d+, line 4, in a lambda.*"), frames);
        String slider = comm(shown, "IntSliderModel");
        assertEquals("[6]", brief(WidgetClient.lastOutputs(client.update(slider, "{\"value\": 2}"))));
    }

    @Test
    void onlyTheLatestOfManyChangesIsRun(@TempDir Path folder) throws IOException {
        Path sent = folder.resolve("sent");
        List<Sent> shown = client.run("var ran = new ArrayList<Integer>();\n"
                + "Interact.of(IntSlider.of(0, 99), v -> { ran.add(v); return v; })");
        String slider = comm(shown, "IntSliderModel");
        client.kernel.send("while (!Files.exists(Path.of(\"" + sent + "\"))) Thread.sleep(10);\nThread.sleep(300);");
        String last = "";
        for (int value = 1; value <= 9; value++) {
            last = client.sendUpdate(slider, "{\"value\": " + value + "}");
        }
        Files.createFile(sent);
        assertEquals("[9]", brief(WidgetClient.lastOutputs(client.published(last))));
        List<Sent> ran = client.run("ran");
        assertEquals("[0, 9]", WidgetClient.of(ran, "execute_result").get(0).data().get("text/plain").getAsString());
    }

    @Test
    void aProgramsChangeIsRunWithinItsCell() {
        client.run("var k = IntSlider.of(0, 9); Interact.of(k, v -> 10 * v)");
        assertEquals("[50]", brief(WidgetClient.lastOutputs(client.run("k.value(5);"))));
    }

    @Test
    void anActionPrintsAndItsInterruptEndsIt() {
        List<Sent> shown = client.run("Interact.doing(IntSlider.of(0, 9), v -> { System.out.println(v); while (v == 2) { } })");
        assertEquals("[0\n]", brief(WidgetClient.lastOutputs(shown)));
        String slider = comm(shown, "IntSliderModel");
        client.strays.clear();
        String event = client.sendUpdate(slider, "{\"value\": 2}");
        client.await(each -> each.parent().equals(event) && each.method().equals("update"));
        client.kernel.interrupt();
        assertEquals("[2\n][Interrupted]", brief(WidgetClient.lastOutputs(client.published(event))));
    }

    private static String comm(List<Sent> shown, String model) {
        return WidgetClient.opening(shown, model).comm();
    }

    private static String brief(JsonArray outputs) {
        StringBuilder text = new StringBuilder();
        outputs.forEach(each -> text.append('[').append(brief(each.getAsJsonObject())).append(']'));
        return text.toString();
    }

    private static String brief(JsonObject output) {
        return output.has("data") ? output.getAsJsonObject("data").get("text/plain").getAsString()
                : output.get(output.has("text") ? "text" : "ename").getAsString();
    }
}
