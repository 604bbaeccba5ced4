// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A type in its source file, and what the comments in that say of it and of its members. */
final class Declaration {

    private static final String CONSTRUCTOR = "<init>";

    private final ParsedSource source;
    private final TreePath path;

    private Declaration(ParsedSource source, TreePath path) {
        this.source = source;
        this.path = path;
    }

    /** Returns the declaration of a type, nested or not, in the source of its file. */
    static Optional<Declaration> of(ParsedSource source, Class<?> type) {
        Class<?> outer = type.getDeclaringClass();
        TreePath above = outer == null ? new TreePath(source.unit())
                : of(source, outer).map(each -> each.path).orElse(null);
        if (above == null) {
            return Optional.empty();
        }
        Stream<? extends Tree> members = outer == null ? source.unit().getTypeDecls().stream()
                : ((ClassTree) above.getLeaf()).getMembers().stream();
        return members.filter(each -> each instanceof ClassTree found
                        && found.getSimpleName().contentEquals(type.getSimpleName()))
                .findFirst().map(each -> new Declaration(source, new TreePath(above, each)));
    }

    /** Returns the text of the comment on the type. */
    String ofType() {
        return text(path, () -> "");
    }

    /** Returns the text of the comment on a field, a constant or a component. */
    String ofField(String name) {
        return type().getMembers().stream().filter(each -> each instanceof VariableTree field
                        && field.getName().contentEquals(name))
                .findFirst().map(each -> text(new TreePath(path, each), () -> "")).filter(text -> !text.isEmpty())
                .orElseGet(() -> ofComponent(name));
    }

    /** Returns what the comment on a record says of one of its components. */
    String ofComponent(String name) {
        DocCommentTree comment = source.trees().getDocCommentTree(path);
        return comment == null ? "" : Javadoc.parameter(comment, source.trees(), name);
    }

    /**
     * Returns the text of the comment on a method, or on a constructor if its name is the type's; that of a record is
     * what the record itself says. What it inherits is asked for where it has none of its own.
     */
    String ofMethod(String name, List<String> parameters, Supplier<String> inherited) {
        boolean constructor = type().getSimpleName().contentEquals(name);
        String text = method(constructor ? CONSTRUCTOR : name, parameters)
                .map(each -> text(new TreePath(path, each), inherited)).orElse("");
        if (text.isEmpty() && type().getKind() == Tree.Kind.RECORD) {
            text = constructor ? ofType() : parameters.isEmpty() ? ofComponent(name) : "";
        }
        return text.isEmpty() && !constructor ? inherited.get() : text;
    }

    /** The one with these types of parameters; else the only one with so many. */
    private Optional<MethodTree> method(String name, List<String> parameters) {
        List<MethodTree> named = type().getMembers().stream()
                .filter(each -> each instanceof MethodTree method && method.getName().contentEquals(name))
                .map(each -> (MethodTree) each).filter(each -> each.getParameters().size() == parameters.size()).toList();
        return named.stream().filter(each -> types(each).equals(parameters)).findFirst()
                .or(() -> named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty());
    }

    private List<String> types(MethodTree method) {
        return method.getParameters().stream().map(each -> Signature.simple(source.text(each))).toList();
    }

    private ClassTree type() {
        return (ClassTree) path.getLeaf();
    }

    private String text(TreePath declared, Supplier<String> inherited) {
        DocCommentTree comment = source.trees().getDocCommentTree(declared);
        return comment == null ? "" : Javadoc.text(comment, source.trees(), inherited);
    }
}
