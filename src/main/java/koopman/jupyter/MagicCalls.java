// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;

/** Calls magics by their names, from cells and from Java. */
final class MagicCalls {

    private final JavaKernel kernel;

    MagicCalls(JavaKernel kernel) {
        this.kernel = kernel;
    }

    /** A value that code may ask for, and that no cell shows. */
    record Quiet(Object value) {}

    /** Calls a magic for a line, or, with a body, one for a cell. */
    Object call(String name, List<String> arguments, String body) throws Exception {
        if (!names(body != null).contains(name)) {
            String text = (body == null ? "%" : "%%") + name + " is no magic. There are " + list(false)
                    + ", and for whole cells " + list(true) + ".";
            throw new CellFailure("UnknownMagic", text, List.of(text));
        }
        try {
            Object value = body == null ? registry().evalLineMagic(kernel, name, arguments)
                    : registry().evalCellMagic(kernel, name, arguments, body);
            return value == null ? CellShell.NOTHING : value;
        } catch (IllegalArgumentException | IOException wrong) {
            String text = reason(wrong);
            throw new CellFailure("MagicError", text, text.lines().toList());
        }
    }

    /** The message of an error of the file system is often the path only. */
    private static String reason(Exception wrong) {
        boolean named = wrong instanceof FileSystemException && !(wrong instanceof FileNotFoundException);
        return named ? wrong.getClass().getSimpleName().replaceFirst("Exception$", "") + ": " + wrong.getMessage()
                : String.valueOf(wrong.getMessage());
    }

    /** Returns the value of a magic for a line, or, with a body, of one for a cell; null if it has none. */
    @SuppressWarnings("unchecked")
    <T> T valueOf(String name, List<String> arguments, String body) {
        try {
            Object value = call(name, arguments, body);
            return (T) (value instanceof Quiet quiet ? quiet.value() : value == CellShell.NOTHING ? null : value);
        } catch (RuntimeException own) {
            throw own;
        } catch (CellFailure failure) {
            throw new IllegalStateException(String.join("\n", failure.lines()), failure);
        } catch (Exception failed) {
            throw new IllegalStateException(failed.toString(), failed);
        }
    }

    private String list(boolean cell) {
        return names(cell).stream().map(name -> (cell ? "%%" : "%") + name).collect(Collectors.joining(", "));
    }

    /** Returns the names of the magics for a cell, or of those for a line. */
    TreeSet<String> names(boolean cell) {
        return new TreeSet<>(cell ? registry().getCellMagicNames() : registry().getLineMagicNames());
    }

    private MagicsRegistry registry() {
        return kernel.getMagicsRegistry();
    }
}
