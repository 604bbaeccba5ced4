// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.Optional;
import java.util.stream.Stream;
import jdk.jshell.ImportSnippet;

/** The types that cells know by a name. */
final class NamedTypes {

    private final CellShell shell;

    NamedTypes(CellShell shell) {
        this.shell = shell;
    }

    /** Returns the type that a name means in a cell, imports considered; of no name none. */
    Optional<Class<?>> named(String name) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        String first = name.replaceFirst("\\..*", "");
        Stream<String> imported = shell.shell().imports().filter(each -> !each.isStatic()).map(ImportSnippet::fullname)
                .filter(each -> each.endsWith(".*") || each.endsWith("." + first))
                .map(each -> each.substring(0, each.lastIndexOf('.') + 1) + name);
        return Stream.concat(Stream.of(name, "java.lang." + name), imported).map(this::loaded).flatMap(Optional::stream)
                .findFirst();
    }

    /** Within a type, a dot stands for what is a dollar sign to the virtual machine. */
    private Optional<Class<?>> loaded(String name) {
        for (String each = name; ; each = each.substring(0, each.lastIndexOf('.')) + "$"
                + each.substring(each.lastIndexOf('.') + 1)) {
            try {
                return Optional.of(Class.forName(each, false, shell.classLoader()));
            } catch (ClassNotFoundException | LinkageError other) {
                if (each.lastIndexOf('.') < 0) {
                    return Optional.empty();
                }
            }
        }
    }
}
