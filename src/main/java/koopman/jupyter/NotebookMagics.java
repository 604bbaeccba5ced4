// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.List;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;

/** Where a notebook registers magics of its own, in the form that IJava has for it. */
public final class NotebookMagics {

    private final MagicsRegistry registry;

    NotebookMagics(MagicsRegistry registry) {
        this.registry = registry;
    }

    /** What a magic for a line does with its arguments. */
    @FunctionalInterface
    public interface Line<T> {
        /** Returns what the cell shows, or null for nothing. */
        T execute(List<String> arguments) throws Exception;
    }

    /** What a magic for a cell does with its arguments and with the text below it. */
    @FunctionalInterface
    public interface Cell<T> {
        /** Returns what the cell shows, or null for nothing. */
        T execute(List<String> arguments, String body) throws Exception;
    }

    /** Has {@code %name} call this from now on. */
    public void registerLineMagic(String name, Line<?> magic) {
        registry.registerLineMagic(name, (kernel, arguments) -> magic.execute(arguments));
    }

    /** Has {@code %%name} call this from now on. */
    public void registerCellMagic(String name, Cell<?> magic) {
        registry.registerCellMagic(name, (kernel, arguments, body) -> magic.execute(arguments, body));
    }
}
