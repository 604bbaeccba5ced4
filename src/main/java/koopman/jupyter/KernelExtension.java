// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.Renderer;

/**
 * What a library brings to a notebook, beyond what an extension of JJava's can. The kernel finds it as JJava finds its
 * own, by {@code META-INF/services/org.dflib.jjava.jupyter.Extension} on the class path: at its start, and in what
 * {@code %maven}, {@code %jars} and {@code %classpath} bring later.
 */
public interface KernelExtension extends Extension {

    /** Registers renderers and magics; called before the first cell that finds the library on the class path. */
    @Override
    default void install(BaseKernel kernel) {}

    /** Returns what cells may use without an import, as {@code "com.acme.*"} or {@code "static com.acme.Tools.*"}. */
    default List<String> imports() {
        return List.of();
    }

    /** Returns variables that {@code kernel install} stores for the kernel's process. */
    default Map<String, String> environment() {
        return Map.of();
    }

    /** Returns options of the Java command that {@code kernel install} stores. */
    default List<String> jvmOptions() {
        return List.of();
    }

    /** Returns folders below which sources lie by package, for Javadoc in the notebook; each URL ends in a slash. */
    default List<URL> sources() {
        return List.of();
    }

    /**
     * Registers renderers when the first value is shown whose class is called so, or one that it extends or implements,
     * so that a kernel starts without loading them; in another kernel than ours at once.
     */
    static void whenShown(BaseKernel kernel, String type, Consumer<Renderer> registration) {
        if (kernel.getRenderer() instanceof Displays displays) {
            displays.expect(type, registration);
        } else {
            registration.accept(kernel.getRenderer());
        }
    }
}
