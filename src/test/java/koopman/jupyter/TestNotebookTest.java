// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import koopman.display.LiveLine;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TestNotebookTest {

    private static final TestNotebook NOTEBOOK = TestNotebook.open();

    @AfterAll
    static void end() {
        NOTEBOOK.close();
        assertNull(JavaKernel.running());
        assertThrows(NullPointerException.class, BaseKernel::notebookKernel);
        assertEquals("TerminalLine", LiveLine.open().getClass().getSimpleName());
    }

    @Test
    void cellsShareASession() {
        NOTEBOOK.run("int x = 2");
        assertEquals(4, NOTEBOOK.run("x * x"));
        assertNull(NOTEBOOK.run("x = 5;"));
        assertEquals(25, NOTEBOOK.run("x * x"));
    }

    @Test
    void valuesAreShownAsInTheNotebook() {
        NOTEBOOK.run("import tech.tablesaw.api.*;");
        String table = NOTEBOOK.html("Table.create(\"t\", IntColumn.create(\"n\", 1, 2))");
        assertTrue(table.contains("<td style=\"text-align:right\">1</td>"), table);
        assertEquals("List of 2\n[1, 2]", NOTEBOOK.text("display(\"List of 2\"); List.of(1, 2)"));
        assertEquals("", NOTEBOOK.html("int quiet = 3;"));
        NOTEBOOK.run("display(\"<b>x</b>\", \"text/html\");");
        assertEquals(1, NOTEBOOK.displayed().size());
    }

    @Test
    void whatIsPrintedIsKeptForOneCell() {
        NOTEBOOK.run("System.out.println(\"süß\"); System.err.print(\"sour\")");
        assertEquals("süß" + System.lineSeparator() + "sour", NOTEBOOK.output());
        NOTEBOOK.run("1");
        assertEquals("", NOTEBOOK.output());
    }

    @Test
    void failuresAreTextOrAssertions() {
        assertTrue(NOTEBOOK.error("1 / 0").startsWith("java.lang.ArithmeticException: / by zero"), NOTEBOOK.error("1 / 0"));
        assertTrue(NOTEBOOK.error("undefined").contains("cannot find symbol"));
        assertEquals("the cell (1) must fail", assertThrows(AssertionError.class, () -> NOTEBOOK.error("1")).getMessage());
        assertTrue(assertThrows(AssertionError.class, () -> NOTEBOOK.run("1 / 0")).getMessage().contains("/ by zero"));
    }

    /** What papermill puts behind the cell tagged "parameters" when told {@code --language .net-csharp}. */
    @Test
    void parametersInTheFormOfCSharpAreJava() {
        NOTEBOOK.run("double rate = 0.1;\nint steps = 10;");
        NOTEBOOK.run("// Parameters\nvar rate = 0.5;\nvar steps = 3;\nvar data = \"mnist\";\nvar shown = true;\n");
        assertEquals("1.5 mnist true", NOTEBOOK.run("rate * steps + \" \" + data + \" \" + shown"));
    }

    @Test
    void magicsWork() {
        assertTrue(NOTEBOOK.text("%who").length() > 0);
        assertTrue(NOTEBOOK.html("%%html\n<i>x</i>").contains("<i>x</i>"));
    }
}
