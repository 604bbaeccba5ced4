// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.net.URL;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.dflib.jjava.jupyter.Extension;

/** The extensions that a session uses. One that does not load, or fails, is a line on stderr and no more. */
final class Extensions {

    private static final Set<String> COMPLAINTS = ConcurrentHashMap.newKeySet();

    private final Set<Class<?>> known = new HashSet<>();

    /** Looked for once in a process: it means to open every jar. */
    private static final class OnKernelsPath {
        static final List<Extension> ALL = find(Extensions.class.getClassLoader(), Set.of());
    }

    private static List<KernelExtension> ofKernel() {
        return ours(OnKernelsPath.ALL);
    }

    /** Returns the imports that the extensions on the kernel's own class path give to every cell. */
    static List<String> imports() {
        return importsOf(OnKernelsPath.ALL);
    }

    /** Returns the environment that the extensions on the kernel's own class path want. */
    static Map<String, String> environment() {
        Map<String, String> all = new TreeMap<>();
        ofKernel().forEach(each -> all.putAll(each.environment()));
        return all;
    }

    /** Returns the options of the Java command that the extensions on the kernel's own class path want. */
    static List<String> jvmOptions() {
        return ofKernel().stream().flatMap(each -> each.jvmOptions().stream()).toList();
    }

    /** Returns where the sources of the libraries on the kernel's own class path lie. */
    static List<URL> sources() {
        return ofKernel().stream().flatMap(each -> each.sources().stream()).toList();
    }

    /** Installs what the kernel was started with, before the first cell: a call after the first does nothing. */
    void begin(JavaKernel kernel) {
        if (known.isEmpty()) {
            known.add(Extension.class);
            install(OnKernelsPath.ALL, kernel);
        }
    }

    /**
     * Installs what a class path that grew, or was loaded anew, has brought, and declares its imports, unless the
     * environment says no.
     */
    void adopt(JavaKernel kernel) {
        begin(kernel);
        if (!Startup.ofProcess().loadsExtensions()) {
            return;
        }
        List<Extension> found = find(kernel.shell().classLoader(), known);
        importsOf(found).forEach(each -> kernel.shell().shell().eval("import " + each + ";"));
        install(found, kernel);
    }

    /** An extension may evaluate cells, which see it as installed. */
    private void install(List<Extension> extensions, JavaKernel kernel) {
        extensions.forEach(each -> known.add(each.getClass()));
        for (Extension each : extensions) {
            try {
                each.install(kernel);
            } catch (Throwable broken) {
                complain(each.getClass().getName(), broken);
            }
        }
    }

    private static List<String> importsOf(List<Extension> all) {
        return ours(all).stream().flatMap(each -> each.imports().stream()).toList();
    }

    private static List<KernelExtension> ours(List<Extension> all) {
        return all.stream().filter(KernelExtension.class::isInstance).map(KernelExtension.class::cast).toList();
    }

    private static List<Extension> find(ClassLoader loader, Set<Class<?>> known) {
        List<Extension> found = new ArrayList<>();
        for (Iterator<ServiceLoader.Provider<Extension>> each = ServiceLoader.load(Extension.class, loader).stream()
                .iterator(); hasNext(each);) {
            add(each, known, found);
        }
        return found;
    }

    /** A file of services that cannot be read spoils none of the others. */
    private static boolean hasNext(Iterator<?> each) {
        while (true) {
            try {
                return each.hasNext();
            } catch (ServiceConfigurationError | LinkageError broken) {
                complain("an extension", broken);
            }
        }
    }

    private static void add(Iterator<ServiceLoader.Provider<Extension>> each, Set<Class<?>> known, List<Extension> found) {
        try {
            ServiceLoader.Provider<Extension> provider = each.next();
            if (!known.contains(provider.type())) {
                found.add(provider.get());
            }
        } catch (ServiceConfigurationError | LinkageError broken) {
            complain("an extension", broken);
        }
    }

    /** Each once, although every growth of the class path finds it anew. */
    private static void complain(String extension, Throwable broken) {
        Throwable cause = broken.getCause() == null ? broken : broken.getCause();
        String why = (cause == broken ? "" : broken.getMessage() + ", ") + cause;
        String line = extension + " (" + why.replaceAll("\\s+", " ")
                + ") must load: its library is used without its extension";
        if (COMPLAINTS.add(line)) {
            System.err.println(line);
        }
    }
}
