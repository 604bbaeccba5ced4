// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.messages.publish.PublishClearOutput;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishUpdateDisplayData;

/** What cells can call without an import, under the names that the kernels of this family share. */
public final class Notebook {

    /** The last id that a call of display returned: as a cell's value it would only be noise. */
    private static String displayed;

    private Notebook() {}

    /** Shows a value below the cell and returns an id, by which it can be updated. */
    public static String display(Object value) {
        return publish(render(value));
    }

    /** Shows a value as these MIME types, such as {@code "text/html"}, and returns an id. */
    public static String display(Object value, String... types) {
        return publish(render(value, types));
    }

    /** Shows another value in the place of an earlier one. */
    public static void updateDisplay(String id, Object value) {
        update(id, render(value));
    }

    /** Shows another value in the place of an earlier one, as these MIME types. */
    public static void updateDisplay(String id, Object value, String... types) {
        update(id, render(value, types));
    }

    /** Returns what would be shown of a value. */
    public static DisplayData render(Object value) {
        return value instanceof DisplayData data ? data : renderer().render(value);
    }

    /**
     * Returns what would be shown of a value as these MIME types, such as {@code "text/html"}, {@code "image/png"} or
     * {@code "application/vnd.vegalite.v5+json"}: a text as it is, with the JSON types from a text, map, list, record
     * or number.
     *
     * @throws IllegalArgumentException if the value cannot be made into one of them
     */
    public static DisplayData render(Object value, String... types) {
        try {
            return renderer().renderAs(value, types);
        } catch (IllegalArgumentException unfit) {
            throw withoutOwnFrames(unfit);
        }
    }

    /** What the kernel does within says nothing to the author of the cell. */
    private static <T extends Throwable> T withoutOwnFrames(T problem) {
        String own = Notebook.class.getPackageName() + ".";
        String base = Renderer.class.getPackageName() + ".";
        problem.setStackTrace(Stream.of(problem.getStackTrace())
                .filter(frame -> !frame.getClassName().startsWith(own) && !frame.getClassName().startsWith(base))
                .toArray(StackTraceElement[]::new));
        return problem;
    }

    /** Empties the output of the cell, at once or, if {@code wait}, when the next output comes. */
    public static void clearOutput(boolean wait) {
        kernelCell().publish(wait ? PublishClearOutput.BEFORE_NEXT_OUTPUT : PublishClearOutput.NOW);
    }

    /** Empties the output of the cell at once. */
    public static void clearOutput() {
        clearOutput(false);
    }

    /** Returns the value of a piece of Java. */
    public static Object eval(String source) {
        return kernel().evalRaw(source);
    }

    /**
     * Returns the kernel, on which magics may be registered, code evaluated and the class path extended.
     *
     * @throws IllegalStateException outside of a notebook
     */
    public static JavaKernel getKernelInstance() {
        return kernel();
    }

    /**
     * Returns what {@code %name} with these arguments has as its value, null if nothing.
     *
     * @throws IllegalStateException if there is no such magic, or it fails
     */
    public static <T> T lineMagic(String name, List<String> arguments) {
        return kernel().session().magics().calls().valueOf(name, arguments, null);
    }

    /**
     * Returns what {@code %%name} with these arguments, above this text, has as its value, null if nothing.
     *
     * @throws IllegalStateException if there is no such magic, or it fails
     */
    public static <T> T cellMagic(String name, List<String> arguments, String body) {
        return kernel().session().magics().calls().valueOf(name, arguments, body);
    }

    /** Prints as {@code System.out.println} does. */
    public static void println(Object value) {
        System.out.println(value);
    }

    /** Prints the characters as {@code System.out.println} does. */
    public static void println(char[] text) {
        System.out.println(text);
    }

    /** Ends a line as {@code System.out.println} does. */
    public static void println() {
        System.out.println();
    }

    /** Prints as {@code System.out.print} does. */
    public static void print(Object value) {
        System.out.print(value);
    }

    /** Prints the characters as {@code System.out.print} does. */
    public static void print(char[] text) {
        System.out.print(text);
    }

    /** Prints as {@code System.out.printf} does. */
    public static void printf(String format, Object... values) {
        System.out.printf(format, values);
    }

    /** Returns what a cell shows of its value, or null if nothing. */
    static DisplayData shown(Object value) {
        if (value != null && value == displayed) {
            return null;
        }
        Interrupts.enterUserCode();
        try {
            return render(value);
        } finally {
            Interrupts.leaveUserCode();
        }
    }

    private static String publish(DisplayData data) {
        if (!data.hasDisplayId()) {
            data.setDisplayId(UUID.randomUUID().toString());
        }
        kernelCell().publish(new PublishDisplayData(data));
        displayed = data.getDisplayId();
        return displayed;
    }

    private static void update(String id, DisplayData data) {
        data.setDisplayId(id);
        kernelCell().publish(new PublishUpdateDisplayData(data));
    }

    private static Renderer renderer() {
        return kernel().getRenderer();
    }

    private static ShellReplyEnvironment kernelCell() {
        return kernel().cell();
    }

    /**
     * Returns the kernel, as {@link #getKernelInstance} does: the name that newer kernels of the family have for it.
     *
     * @throws IllegalStateException outside of a notebook
     */
    public static JavaKernel kernel() {
        JavaKernel kernel = JavaKernel.running();
        if (kernel == null) {
            throw new IllegalStateException("display and its kin work in a notebook only: no kernel runs here");
        }
        return kernel;
    }
}
