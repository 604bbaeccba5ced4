// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.List;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;

/** The magics that read and write files. */
final class FileMagics {

    private FileMagics() {}

    static void register(JavaKernel kernel) {
        MagicsRegistry registry = kernel.getMagicsRegistry();
        registry.registerLineMagic("load", (same, arguments) -> load(kernel, arguments));
        registry.registerCellMagic("writefile", (same, arguments, body) -> write(arguments, body));
    }

    private static Object load(JavaKernel kernel, List<String> names) throws Exception {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("%load needs a file: a notebook, .jshell or .java");
        }
        for (String name : names) {
            new LoadedFile(name).run(kernel.session().magics());
        }
        return CellShell.NOTHING;
    }

    private static Object write(List<String> arguments, String body) throws Exception {
        System.out.println(WrittenFile.write(arguments, body));
        return CellShell.NOTHING;
    }
}
