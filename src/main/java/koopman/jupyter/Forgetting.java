// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/**
 * Lets go of snippets that nothing can refer to any more. JShell keeps about 10 KB of each expression and statement
 * for ever, and its compiler up to 3 KB of names and scopes; neither gives a way to part from them. This reaches into
 * JShell's maps, which takes {@code --add-opens jdk.jshell/jdk.jshell=ALL-UNNAMED}. Without that option, memory grows
 * and nothing else changes.
 */
final class Forgetting {

    /** A new compiler costs the next cell about as long as the first one took. */
    private static final int COMPILER_LASTS = 500;

    private final Set<?> snippets;
    private final List<?> byKey;
    private final Map<?, ? extends Set<?>> dependencies;
    private final List<Map<?, ?>> keys;
    private final Map<?, ?> wraps;
    private final Map<?, ?> loaded;
    private final List<Map<?, ?>> byClass;
    private final Object compilers;
    private final Method renewal;
    private final Method className;
    private final Method keyOf;
    private int compiled;

    private Forgetting(JShell shell) throws ReflectiveOperationException {
        Object maps = get(shell, "maps");
        snippets = (Set<?>) get(maps, "snippets");
        byKey = (List<?>) get(maps, "keyIndexToSnippet");
        dependencies = uncheckedDependencies(get(maps, "dependencies"));
        Object keyMap = get(shell, "keyMap");
        keys = List.of((Map<?, ?>) get(keyMap, "varMap"), (Map<?, ?>) get(keyMap, "methodMap"),
                (Map<?, ?>) get(keyMap, "classMap"));
        wraps = (Map<?, ?>) get(get(shell, "outerMap"), "classOuters");
        loaded = (Map<?, ?>) get(get(shell, "classTracker"), "map");
        byClass = List.of(loaded, (Map<?, ?>) get(get(get(shell, "taskFactory"), "fileManager"), "classObjects"));
        compilers = get(shell, "taskFactory");
        renewal = open(compilers.getClass().getDeclaredMethod("initTaskPool"));
        className = open(Snippet.class.getDeclaredMethod("classFullName"));
        keyOf = open(Snippet.class.getDeclaredMethod("key"));
    }

    /** Returns what forgets the snippets of a session, or null where JShell does not let it. */
    static Forgetting of(JShell shell) {
        try {
            return new Forgetting(shell);
        } catch (ReflectiveOperationException | RuntimeException closed) {
            return null;
        }
    }

    private static Method open(Method method) {
        method.setAccessible(true);
        return method;
    }

    private static Object get(Object owner, String name) throws ReflectiveOperationException {
        return field(owner, name).get(owner);
    }

    private static Field field(Object owner, String name) throws ReflectiveOperationException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    @SuppressWarnings("unchecked")
    private static Map<?, ? extends Set<?>> uncheckedDependencies(Object map) {
        return (Map<?, ? extends Set<?>>) map;
    }

    /** Forgets a snippet that has run and the class of that name that ran it. */
    void forget(Snippet snippet, String className) {
        snippets.remove(snippet);
        forgetKey(snippet);
        if (className != null) {
            byClass.forEach(map -> map.remove(className));
            wraps.remove(className.substring(className.lastIndexOf('.') + 1));
        }
    }

    /**
     * Forgets what a snippet is known by, unless another one has taken its place. The next one of that name would
     * otherwise be given the first class of the old ones again, which the loader holds for ever.
     */
    private void forgetKey(Snippet snippet) {
        int index = byKey.lastIndexOf(snippet);
        if (index >= 0) {
            byKey.set(index, null);
            dependencies.values().forEach(dependents -> dependents.remove(index));
            Object key = call(keyOf, snippet);
            keys.forEach(map -> map.values().remove(key));
        }
    }

    /**
     * Forgets a declaration that another one has replaced, or that is none any more, and returns the name of its class;
     * or null if another declaration lives in that class.
     */
    String forgetDeclared(Snippet snippet) {
        snippets.remove(snippet);
        forgetKey(snippet);
        String name = (String) call(className, snippet);
        if (snippets.stream().anyMatch(each -> name.equals(call(className, each)))) {
            return null;
        }
        byClass.forEach(map -> map.keySet().removeIf(each -> isOf(name, (String) each)));
        wraps.remove(name.substring(name.lastIndexOf('.') + 1));
        return name;
    }

    /** Has JShell take a loaded class for an old one, which even the same source declares anew; if it knows the class. */
    void outdate(String className) {
        Object known = loaded.get(className);
        if (known != null) {
            try {
                field(known, "loadedBytes").set(known, new byte[0]);
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    /** Returns whether a class is the one of that name, or within it. */
    static boolean isOf(String name, String each) {
        return each.equals(name) || each.startsWith(name + "$");
    }

    /** Counts what is compiled, and from time to time has a new compiler take over, with nothing to remember. */
    void countCompilation() {
        if (++compiled % COMPILER_LASTS == 0) {
            renewCompiler();
        }
    }

    /** Has a new compiler take over at once: one that gave up writing a class keeps what it could not write. */
    void renewCompiler() {
        call(renewal, compilers);
    }

    private static Object call(Method method, Object owner) {
        try {
            return method.invoke(owner);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
