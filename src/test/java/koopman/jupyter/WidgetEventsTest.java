// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import koopman.jupyter.WidgetClient.Sent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of events that a client sends, message by message. */
class WidgetEventsTest {

    private static WidgetClient client;

    @BeforeAll
    static void open() throws IOException {
        client = new WidgetClient();
    }

    @AfterAll
    static void close() {
        client.close();
    }

    @BeforeEach
    void forget() {
        client.strays.clear();
    }

    @Test
    void aValueIsEchoedAndReachesTheProgramOnce() {
        String slider = WidgetClient.shown(client.run("var seen = new ArrayList<Integer>(); var s = IntSlider.of(0, 10)"
                + ".onChange(seen::add); s"));
        List<Sent> answers = client.update(slider, "{\"value\": 7}");
        assertEquals(List.of("busy", "echo_update {\"value\":7}", "idle"), brief(answers));
        client.update(slider, "{\"value\": 7}");
        assertEquals("[7]", value("seen"));
        assertEquals("7", value("s.value()"));
    }

    @Test
    void whatCannotBeIsPutRight() {
        String slider = WidgetClient.shown(client.run("IntSlider.of(0, 10)"));
        assertEquals("update {\"value\":10}", brief(client.update(slider, "{\"value\": 99}")).get(2));
        assertEquals("update {\"value\":10}", brief(client.update(slider, "{\"value\": \"x\"}")).get(2));
        assertEquals("update {\"max\":10}", brief(client.update(slider, "{\"max\": 5}")).get(2));
        assertEquals(List.of("busy", "echo_update {}", "idle"), brief(client.update(slider, "{\"no such\": 5}")));
        String list = WidgetClient.shown(client.run("Dropdown.of(\"\", \"a\", \"b\")"));
        assertEquals("update {\"index\":0}", brief(client.update(list, "{\"index\": 2}")).get(2));
        assertEquals(List.of("busy", "idle"), brief(client.published(client.send(slider, "{\"method\": 3}"))));
        assertEquals(List.of("busy", "idle"), brief(client.published(client.send("nobody", "{}"))));
    }

    @Test
    void aChangeOfTheProgramsIsSentOnce() {
        client.run("var t = IntSlider.of(0, 10).onChange(v -> System.out.println(\"changed to \" + v)); t");
        List<Sent> published = client.run("t.value(4); t.value(4); t.description(\"ä\");");
        assertEquals(List.of("update {\"value\":4}", "update {\"description\":\"ä\"}"), brief(published).stream()
                .filter(each -> each.startsWith("update")).toList());
        assertEquals("changed to 4\n", WidgetClient.stream(published));
    }

    @Test
    void aHandlerPrintsAndFailsUnderTheCellOfItsWidget() {
        String cell = client.kernel.send("Button.of(\"b\").onClick(() -> System.out.println(\"pressed\"))"
                + ".onClick(() -> { throw new IllegalStateException(\"odd\"); })\n.onClick(() -> display(\"third\"))");
        String button = WidgetClient.shown(client.published(cell));
        client.run("int between = 1;");
        assertEquals(List.of("busy", "idle"), brief(client.click(button)));
        List<Sent> under = client.strays.stream().filter(each -> each.parent().equals(cell)).toList();
        assertEquals(List.of("stream", "error", "display_data"), under.stream().map(Sent::type).toList());
        assertEquals("pressed\n", under.get(0).text("text"));
        assertEquals("IllegalStateException", under.get(1).text("ename"));
        assertEquals("odd", under.get(1).text("evalue"));
        assertTrue(under.get(1).content().toString().contains("line 1, in a lambda"), under.get(1).toString());
        assertEquals("after\n", WidgetClient.stream(client.run("System.out.println(\"after\")")));
    }

    @Test
    void eventsWaitForTheRunningCellAndComeInOrder() {
        String slider = WidgetClient.shown(client.run("var order = Collections.synchronizedList(new ArrayList<Object>());"
                + " var w = IntSlider.of(0, 99).onChange(order::add); w"));
        String cell = client.kernel.send("order.add(\"begin\"); Thread.sleep(700); order.add(\"end \" + w.value());");
        client.sendUpdate(slider, "{\"value\": 1}");
        client.sendUpdate(slider, "{\"value\": 2}");
        String last = client.sendUpdate(slider, "{\"value\": 3}");
        client.published(cell);
        client.published(last);
        assertEquals("[begin, end 0, 1, 2, 3]", value("order"));
    }

    @Test
    void eventsBehindACellThatFailsAreNotLost() {
        String slider = WidgetClient.shown(client.run("var f = IntSlider.of(0, 99); f"));
        String cell = client.kernel.send("Thread.sleep(300); int zero = 0; 1 / zero");
        String event = client.sendUpdate(slider, "{\"value\": 42}");
        client.published(cell);
        if (client.strays.stream().noneMatch(each -> each.parent().equals(event))) {
            client.published(event);
        }
        assertEquals("42", value("f.value()"));
    }

    @Test
    void anInterruptStopsAHandler() {
        String cell = client.kernel.send("Button.of(\"b\").onClick(() -> { System.out.println(\"runs\"); while (true) { } })");
        String button = WidgetClient.shown(client.published(cell));
        String event = client.sendClick(button);
        client.await(each -> each.type().equals("stream") && each.parent().equals(cell));
        client.kernel.interrupt();
        client.published(event);
        List<Sent> failures = WidgetClient.of(client.strays, "error");
        assertEquals(List.of("Interrupted"), failures.stream().map(each -> each.text("ename")).toList());
        assertEquals("2", value("1 + 1"));
    }

    @Test
    void aHandlerRunsWithTheCellsClasses() {
        String button = WidgetClient.shown(client.run("record Point(int x) {} ClassLoader[] found = new ClassLoader[1];\n"
                + "Button.of(\"\").onClick(() -> found[0] = Thread.currentThread().getContextClassLoader())"));
        client.click(button);
        assertEquals("true", value("found[0] == Point.class.getClassLoader()"));
    }

    @Test
    void aLateClientIsToldAll() {
        List<Sent> shown = client.run("HBox.of(IntSlider.of(0, 9).value(5), Image.of(new byte[] {7}, \"png\"))");
        String image = WidgetClient.opening(shown, "ImageModel").comm();
        String slider = WidgetClient.opening(shown, "IntSliderModel").comm();
        String control = client.open("jupyter.widget.control");
        List<Sent> answers = client.published(client.send(control, "{\"method\":\"request_states\"}"));
        Sent answer = WidgetClient.of(answers, "comm_msg").get(0);
        assertEquals("update_states", answer.method());
        JsonObject entry = answer.data().getAsJsonObject("states").getAsJsonObject(slider);
        assertEquals("IntSliderModel", entry.get("model_name").getAsString());
        assertEquals(5, entry.getAsJsonObject("state").get("value").getAsInt());
        List<String> paths = Stream.iterate(0, i -> i + 1).limit(answer.buffers().size())
                .map(i -> answer.data().getAsJsonArray("buffer_paths").get(i).toString()).toList();
        assertArrayEquals(new byte[] {7}, answer.buffers().get(paths.indexOf("[\"" + image + "\",\"state\",\"value\"]")));
        client.close(control);
        answers = client.published(client.send(slider, "{\"method\":\"request_state\"}"));
        Sent whole = WidgetClient.of(answers, "comm_msg").get(0);
        assertEquals("update", whole.method());
        assertEquals("IntSliderModel", whole.state().get("_model_name").getAsString());
    }

    @Test
    void openWidgetsAreListedAndClosedOnesNot() {
        String one = WidgetClient.shown(client.run("var one = IntSlider.of(0, 9); one"));
        String two = WidgetClient.shown(client.run("IntSlider.of(0, 9)"));
        assertTrue(comms().has(one) && comms().has(two));
        List<Sent> closing = client.run("one.close(); one.value(3);");
        assertEquals(one, WidgetClient.of(closing, "comm_close").get(0).comm());
        assertTrue(WidgetClient.of(closing, "comm_msg").isEmpty());
        client.published(client.close(two));
        assertFalse(comms().has(one) || comms().has(two));
        assertFalse(WidgetClient.shown(client.run("one")).equals(one));
    }

    private static JsonObject comms() {
        JsonObject content = KernelClient.json("target_name", "jupyter.widget");
        String id = client.kernel.request(client.kernel.shell, "comm_info_request", content);
        return client.kernel.reply(client.kernel.shell, id).content().getAsJsonObject("comms");
    }

    private static String value(String code) {
        return WidgetClient.of(client.run(code), "execute_result").get(0).data().get("text/plain").getAsString();
    }

    /** Returns the messages without what is the same in all of them. */
    private static List<String> brief(List<Sent> messages) {
        return messages.stream().filter(each -> List.of("status", "comm_msg").contains(each.type()))
                .map(each -> each.type().equals("status") ? each.text("execution_state") : each.method() + " " + each.state())
                .toList();
    }
}
