package koopman.jupyter;

import java.lang.reflect.Field;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/**
 * Lets go of snippets that nothing can refer to any more. JShell keeps about 10 KB of each expression and statement
 * for ever, and gives no way to part from them: this reaches into its maps, which takes
 * {@code --add-opens jdk.jshell/jdk.jshell=ALL-UNNAMED}. Without that option, memory grows and nothing else changes.
 */
final class Forgetting {

    private final Set<?> snippets;
    private final List<?> byKey;
    private final Map<?, ? extends Set<?>> dependencies;
    private final Map<?, ?> variables;
    private final Map<?, ?> wraps;
    private final List<Map<?, ?>> byClass;

    private Forgetting(JShell shell) throws ReflectiveOperationException {
        Object maps = get(shell, "maps");
        snippets = (Set<?>) get(maps, "snippets");
        byKey = (List<?>) get(maps, "keyIndexToSnippet");
        dependencies = uncheckedDependencies(get(maps, "dependencies"));
        variables = (Map<?, ?>) get(get(shell, "keyMap"), "varMap");
        wraps = (Map<?, ?>) get(get(shell, "outerMap"), "classOuters");
        byClass = List.of((Map<?, ?>) get(get(shell, "classTracker"), "map"),
                (Map<?, ?>) get(get(get(shell, "taskFactory"), "fileManager"), "classObjects"));
    }

    /** Returns what forgets the snippets of a session, or null where JShell does not let it. */
    static Forgetting of(JShell shell) {
        try {
            return new Forgetting(shell);
        } catch (ReflectiveOperationException | RuntimeException closed) {
            return null;
        }
    }

    private static Object get(Object owner, String name) throws ReflectiveOperationException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }

    @SuppressWarnings("unchecked")
    private static Map<?, ? extends Set<?>> uncheckedDependencies(Object map) {
        return (Map<?, ? extends Set<?>>) map;
    }

    /** Forgets a snippet that has run and the class of that name that ran it. */
    void forget(Snippet snippet, String variable, String className) {
        snippets.remove(snippet);
        int key = byKey.lastIndexOf(snippet);
        if (key >= 0) {
            byKey.set(key, null);
        }
        for (Set<?> dependents : (Collection<? extends Set<?>>) dependencies.values()) {
            dependents.remove(key);
        }
        if (variable != null) {
            variables.remove(variable);
        }
        if (className != null) {
            byClass.forEach(map -> map.remove(className));
            wraps.remove(className.substring(className.lastIndexOf('.') + 1));
        }
    }
}
