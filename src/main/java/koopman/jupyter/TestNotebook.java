// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;

/**
 * A notebook without Jupyter, in which the tests of a library see what its users would: cells run in this JVM, with the
 * class path, the imports and the extensions that the kernel would have. One at a time; a cell that fails, and was not
 * asked for its error, is an {@link AssertionError} with the text that the notebook would show.
 *
 * <pre>{@code
 * try (var notebook = TestNotebook.open()) {
 *     notebook.run("int x = 2");
 *     assertEquals(4, notebook.run("x * x"));
 *     assertTrue(notebook.html("table").contains("<td>"));
 *     assertTrue(notebook.error("1 / 0").contains("ArithmeticException"));
 * }
 * }</pre>
 */
public final class TestNotebook implements AutoCloseable {

    private final JavaKernel kernel = new JavaKernel(null);
    private final JavaKernel before = JavaKernel.running();
    private final List<DisplayData> displayed = new ArrayList<>();
    private String output = "";

    private TestNotebook() {
        kernel.run(new ShellReplyEnvironment(null, null, null, null) {
            @Override
            public void publish(Message<?> message) {
                if (message.getContent() instanceof PublishDisplayData shown) {
                    displayed.add(shown);
                }
            }
        });
    }

    /** Returns an empty notebook. */
    public static TestNotebook open() {
        return new TestNotebook();
    }

    /** Returns the value of a cell, or null where it has none. */
    public Object run(String code) {
        try {
            Object value = evaluate(code);
            return value == CellShell.NOTHING ? null : value;
        } catch (CellFailure failure) {
            throw new AssertionError(text(failure), failure);
        }
    }

    /** Returns what the notebook shows below a cell as HTML: all that it displays, and its value. */
    public String html(String code) {
        return shown(code, MIMEType.TEXT_HTML);
    }

    /** Returns what the notebook shows below a cell as plain text: all that it displays, and its value. */
    public String text(String code) {
        return shown(code, MIMEType.TEXT_PLAIN);
    }

    private String shown(String code, MIMEType type) {
        Object value = run(code);
        DisplayData last = value == null ? null : Notebook.shown(value);
        if (last != null) {
            displayed.add(last);
        }
        StringBuilder all = new StringBuilder();
        displayed.stream().filter(each -> each.hasDataForType(type))
                .forEach(each -> all.append(all.isEmpty() ? "" : "\n").append(each.getData(type)));
        return all.toString();
    }

    /** Returns what the notebook shows of the failure of a cell, which must fail. */
    public String error(String code) {
        try {
            evaluate(code);
        } catch (CellFailure failure) {
            return text(failure);
        }
        throw new AssertionError("the cell (" + code + ") must fail");
    }

    /** Returns what the last cell printed, on both streams. */
    public String output() {
        return output;
    }

    /** Returns what the last cell displayed, and its value if it was asked for how it is shown. */
    public List<DisplayData> displayed() {
        return List.copyOf(displayed);
    }

    private Object evaluate(String code) throws CellFailure {
        displayed.clear();
        PrintStream out = System.out;
        PrintStream err = System.err;
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        var printed = new ByteArrayOutputStream();
        try (var stream = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(stream);
            System.setErr(stream);
            kernel.session().extensions().begin(kernel);
            return kernel.session().evaluate(code);
        } finally {
            System.setOut(out);
            System.setErr(err);
            Thread.currentThread().setContextClassLoader(loader);
            output = printed.toString(StandardCharsets.UTF_8);
        }
    }

    private static String text(CellFailure failure) {
        return String.join("\n", failure.lines()).replaceAll("\u001b\\[[0-9;]*m", "");
    }

    /** Ends the session; a kernel in which this notebook was opened goes on. */
    @Override
    public void close() {
        kernel.shell().close();
        kernel.giveWayTo(before);
    }
}
