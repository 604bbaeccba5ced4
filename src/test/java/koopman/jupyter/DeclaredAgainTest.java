// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import koopman.jupyter.CellShell.Place;
import koopman.jupyter.KernelClient.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A cell that has failed runs once it is corrected, with what it now says, and harms nothing of earlier cells. */
class DeclaredAgainTest {

    private static KernelClient client;

    @BeforeAll
    static void start() throws IOException {
        client = new KernelClient(Map.of());
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    private static String value(String code) {
        Outcome outcome = client.run(code);
        assertEquals("ok", outcome.status(), () -> code + "\n" + outcome.error());
        return outcome.value();
    }

    private static String failure(String code) {
        Outcome outcome = client.run(code);
        assertEquals("error", outcome.status(), code);
        return outcome.reply().text("ename");
    }

    /** What stands behind the line that fails, and its value. */
    static Stream<List<String>> declarations() {
        return Stream.of(List.of("int later = 3;\nlater", "3"),
                List.of("double scale = 2;\ndouble scaled(double x) { return scale * x; }\nscaled(4)", "8.0"),
                List.of("record Point(int x) {}\nPoint point = new Point(4);\npoint", "Point[x=4]"),
                List.of("int front() { return back(5); }\nint back(int n) { return n < 0 ? limit : back(n - 1); }\n"
                        + "int limit = -1;\nfront()", "-1"),
                List.of("class Node { Leaf leaf; Node up() { return new Node(); } }\nclass Leaf { Node node; }\n"
                        + "new Node().up().leaf", "null"),
                List.of("int over(String s) { return s.length(); }\nint over(int n) { return -n; }\nover(3)", "-3"),
                List.of("import java.text.*;\nFormat format = new DecimalFormat(\"000\");\nformat.format(7)", "007"),
                List.of("sealed interface Sum {}\nrecord One(int v) implements Sum {}\nnew One(1)", "One[v=1]"));
    }

    @ParameterizedTest
    @MethodSource("declarations")
    void aCorrectedCellRuns(List<String> rest) {
        String all = "double base = 1;\ndouble based() { return base; }\nint a = #;\n" + rest.get(0);
        assertEquals("CompileError", failure(all.replace("#", "nope")));
        assertEquals("CompileError", failure(all.replace("#", "nope")));
        assertEquals(rest.get(1), value(all.replace("#", "1")));
        assertEquals("CompileError", failure(all.replace("#", "nope")));
        assertEquals("ArithmeticException", failure(all.replace("#", "1 / 0")));
        assertEquals(rest.get(1), value(all.replace("#", "2")));
    }

    /** Each declaration has a number, and the expression behind it that number as its value. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"int b = #;|b", "int f() { return #; }|f()",
        "interface S { default int f() { return #; } }|new S() {}.f()", "record R(int x) { int f() { return #; } }|new R(0).f()",
        "enum E { A; int f() { return #; } }|E.A.f()", "class C { static int n = #; }|C.n",
        "sealed interface T { default int f() { return #; } } record U() implements T {}|new U().f()"})
    void whatIsDeclaredIsTheLatest(String declaration, String use) {
        for (int i = 1; i <= 3; i++) {
            assertEquals(String.valueOf(i), value(declaration.replace("#", String.valueOf(i)) + "\n" + use));
        }
        assertEquals("CompileError", failure(declaration.replace("#", "\"\" - 1")));
        for (int i = 4; i > 1; i--) {
            assertEquals(String.valueOf(i), value(declaration.replace("#", String.valueOf(i)) + "\n" + use));
        }
    }

    @Test
    void aMethodWithItsParametersWrittenInAnotherWayIsTheLatest() {
        value("int wide(List<String> a) { return 1; }");
        value("int wide(java.util.List<String> a) { return 2; }");
        assertEquals("3", value("int wide(List<String> a) { return 3; }\nwide(List.of())"));
    }

    @Test
    void whatDidNotRunHarmsNothingOfEarlierCells() {
        value("var kept = new ArrayList<Integer>();\nkept.add(3);\nint top(int n) { return Math.max(n, 1); }");
        assertEquals("CompileError", failure("int a = nope;\nrecord ArrayList<T>(int x) {}\nint max(int a, int b) { return 7; }"));
        assertEquals("[3]", value("kept"));
        assertEquals("4", value("top(4)"));
    }

    @Test
    void aClassThatCouldNotBeInitialisedIsTriedAgain() {
        String cell = "class Table { static int size = 6 / parts; }\nTable.size";
        value("int parts = 0;");
        assertEquals("ExceptionInInitializerError", failure(cell));
        assertEquals("NoClassDefFoundError", failure("Table.size"));
        value("parts = 2;");
        assertEquals("3", value(cell));
    }

    @Test
    void aClassWhoseInitialisationWasInterruptedIsTriedAgain() {
        String cell = "class Slow {\n    static int size = 4;\n    static {\n        System.out.println(\"begins\");\n"
                + "        while (waits) { Thread.onSpinWait(); }\n    }\n}\nSlow.size";
        value("volatile boolean waits = true;");
        String id = client.send(cell);
        client.next(id, "stream");
        client.interrupt();
        assertEquals("Interrupted", client.outcome(id).reply().text("ename"));
        value("waits = false;");
        assertEquals("4", value(cell));
    }

    /** How deep is too deep depends on the compiler's stage, and only the last one has begun to declare. */
    @Test
    void whatIsTooDeepForTheCompilerLeavesNoOldValue() throws Exception {
        List<String> values = new ArrayList<>();
        Thread small = new Thread(null, () -> {
            try (CellShell shell = new CellShell()) {
                eval(shell, "int x = 1;");
                for (int depth = 1400; depth < 1800; depth += 100) {
                    eval(shell, "int deep = 4;");
                    eval(shell, "int deep = 5;");
                    eval(shell, "int deep = x" + "+(x".repeat(depth) + ")".repeat(depth) + ";");
                    values.add(eval(shell, "int deep = 6; deep"));
                }
            }
        }, "small stack", 1 << 20);
        small.start();
        small.join();
        assertTrue(values.stream().allMatch("6"::equals), values.toString());
    }

    private static String eval(CellShell shell, String code) {
        try {
            return String.valueOf(shell.eval(code, new Place(1, 1)));
        } catch (CellFailure failure) {
            return failure.getMessage();
        }
    }
}
