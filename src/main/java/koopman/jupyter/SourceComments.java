// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The documentation comments of what JShell knows by a signature, read from the sources of libraries by the parser of
 * the compiler. JShell itself reads those of the JDK only.
 */
final class SourceComments {

    private static final int KEPT = 32;

    /** Whoever reads about one member soon reads about its neighbour. */
    private static final Map<Class<?>, Declaration> READ = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Class<?>, Declaration> eldest) {
            return size() > KEPT;
        }
    };

    private final NamedTypes types;
    private final LibrarySources sources;

    SourceComments(CellShell shell, LibrarySources sources) {
        this.types = new NamedTypes(shell);
        this.sources = sources;
    }

    /** Returns the text of the comment on what has this signature, or an empty one. */
    String of(String text) {
        Signature signature = Signature.of(text);
        Optional<Class<?>> type = types.named(signature.name());
        if (type.isPresent()) {
            String simple = type.get().getSimpleName();
            return declaration(type.get()).map(found -> signature.parameters() == null ? found.ofType()
                    : found.ofMethod(simple, signature.parameters(), () -> "")).orElse("");
        }
        return types.named(signature.owner())
                .map(owner -> member(owner, signature.member(), signature.parameters())).orElse("");
    }

    private String member(Class<?> owner, String name, List<String> parameters) {
        Optional<Declaration> found = declaration(owner);
        if (parameters == null) {
            return found.map(each -> each.ofField(name)).orElse("");
        }
        return found.map(each -> each.ofMethod(name, parameters, () -> inherited(owner, name, parameters)))
                .orElseGet(() -> inherited(owner, name, parameters));
    }

    /** An overriding method without a comment of its own has that of what it overrides. */
    private String inherited(Class<?> owner, String name, List<String> parameters) {
        List<Class<?>> above = new ArrayList<>(List.of(owner.getInterfaces()));
        if (owner.getSuperclass() != null) {
            above.add(0, owner.getSuperclass());
        }
        return above.stream().filter(each -> has(each, name, parameters.size()))
                .map(each -> member(each, name, parameters)).filter(each -> !each.isEmpty()).findFirst().orElse("");
    }

    private static boolean has(Class<?> type, String name, int parameters) {
        return Stream.concat(Stream.of(type.getMethods()), Stream.of(type.getDeclaredMethods()))
                .anyMatch(each -> each.getName().equals(name) && each.getParameterCount() == parameters);
    }

    private Optional<Declaration> declaration(Class<?> type) {
        synchronized (READ) {
            return Optional.ofNullable(READ.computeIfAbsent(type, this::read));
        }
    }

    private Declaration read(Class<?> type) {
        String source = sources.of(type);
        return source.isEmpty() ? null : Declaration.of(ParsedSource.of(source), type).orElse(null);
    }
}
