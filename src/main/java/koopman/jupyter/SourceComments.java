package koopman.jupyter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jdk.jshell.ImportSnippet;

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

    private final CellShell shell;
    private final LibrarySources sources;

    SourceComments(CellShell shell, LibrarySources sources) {
        this.shell = shell;
        this.sources = sources;
    }

    /** Returns the text of the comment on what has this signature, or an empty one. */
    String of(String text) {
        Signature signature = Signature.of(text);
        Optional<Class<?>> type = type(signature.name());
        if (type.isPresent()) {
            String simple = type.get().getSimpleName();
            return declaration(type.get()).map(found -> signature.parameters() == null ? found.ofType()
                    : found.ofMethod(simple, signature.parameters(), () -> "")).orElse("");
        }
        int dot = signature.name().lastIndexOf('.');
        return dot < 0 ? "" : type(signature.name().substring(0, dot))
                .map(owner -> member(owner, signature.name().substring(dot + 1), signature.parameters())).orElse("");
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

    /** Returns the type that a name means in a cell, imports considered. */
    private Optional<Class<?>> type(String name) {
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
