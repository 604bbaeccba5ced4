// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import com.sun.source.doctree.DeprecatedTree;
import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.ErroneousTree;
import com.sun.source.doctree.InheritDocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ReferenceTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.SeeTree;
import com.sun.source.doctree.SinceTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.doctree.UnknownBlockTagTree;
import com.sun.source.util.DocTreeScanner;
import com.sun.source.util.DocTrees;
import com.sun.source.util.TreePath;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/** The plain text of a documentation comment, as the compiler's own parser reads it. */
final class Javadoc extends DocTreeScanner<Void, Void> {

    private static final Set<String> INLINE = Set.of("a", "b", "i", "em", "strong", "code", "span", "sub", "sup", "var",
            "tt", "kbd", "small", "u", "cite", "dfn", "q", "samp", "img");

    private final DocTrees trees;
    private final Supplier<String> inherited;
    private final Paragraphs paragraphs = new Paragraphs();

    private Javadoc(DocTrees trees, Supplier<String> inherited) {
        this.trees = trees;
        this.inherited = inherited;
    }

    /** Returns the text of a comment, with what it inherits in the place of {@code {@inheritDoc}}. */
    static String text(DocCommentTree comment, DocTrees trees, Supplier<String> inherited) {
        Javadoc text = new Javadoc(trees, inherited);
        text.scan(comment.getFullBody(), null);
        for (DocTree tag : comment.getBlockTags()) {
            text.paragraphs.end();
            text.scan(tag, null);
        }
        return text.paragraphs.text();
    }

    /** Returns the text of a comment that stands alone, without its stars. */
    static String text(String comment) {
        ParsedSource source = ParsedSource.of("/**\n" + comment.replace("*/", "*&#47;") + "\n*/\nclass Commented {}");
        TreePath type = new TreePath(new TreePath(source.unit()), source.unit().getTypeDecls().get(0));
        DocCommentTree tree = source.trees().getDocCommentTree(type);
        return tree == null ? "" : text(tree, source.trees(), () -> "");
    }

    /** Returns what a comment says of a parameter, or an empty text. */
    static String parameter(DocCommentTree comment, DocTrees trees, String name) {
        Javadoc text = new Javadoc(trees, () -> "");
        for (DocTree tag : comment.getBlockTags()) {
            if (tag instanceof ParamTree parameter && !parameter.isTypeParameter()
                    && parameter.getName().getName().contentEquals(name)) {
                text.scan(parameter.getDescription(), null);
            }
        }
        return text.paragraphs.text();
    }

    @Override
    public Void visitText(TextTree text, Void none) {
        paragraphs.add(text.getBody());
        return null;
    }

    @Override
    public Void visitLiteral(LiteralTree literal, Void none) {
        paragraphs.add(literal.getBody().getBody());
        return null;
    }

    @Override
    public Void visitEntity(EntityTree entity, Void none) {
        String characters = trees.getCharacters(entity);
        paragraphs.add(characters == null ? entity.toString() : characters.replace('\u00a0', ' '));
        return null;
    }

    @Override
    public Void visitLink(LinkTree link, Void none) {
        return link.getLabel().isEmpty() ? scan(link.getReference(), none) : scan(link.getLabel(), none);
    }

    @Override
    public Void visitReference(ReferenceTree reference, Void none) {
        paragraphs.add(reference.getSignature().replaceFirst("^#", "").replace('#', '.'));
        return null;
    }

    @Override
    public Void visitErroneous(ErroneousTree garbled, Void none) {
        paragraphs.add(garbled.getBody());
        return null;
    }

    @Override
    public Void visitInheritDoc(InheritDocTree tag, Void none) {
        paragraphs.add(inherited.get());
        return null;
    }

    @Override
    public Void visitStartElement(StartElementTree element, Void none) {
        String name = element.getName().toString().toLowerCase(Locale.ROOT);
        if (!INLINE.contains(name)) {
            paragraphs.end();
        }
        paragraphs.keepLines(name.equals("pre") || paragraphs.keepsLines());
        if (name.equals("li") || name.equals("dt")) {
            paragraphs.add("- ");
        }
        return null;
    }

    @Override
    public Void visitEndElement(EndElementTree element, Void none) {
        String name = element.getName().toString().toLowerCase(Locale.ROOT);
        if (!INLINE.contains(name)) {
            paragraphs.end();
        }
        if (name.equals("pre")) {
            paragraphs.keepLines(false);
        }
        return null;
    }

    @Override
    public Void visitParam(ParamTree parameter, Void none) {
        String name = parameter.getName().toString();
        paragraphs.add("• " + (parameter.isTypeParameter() ? "<" + name + ">" : name) + " ");
        return scan(parameter.getDescription(), none);
    }

    /** As a block a tag of its own; within a text, the sentence that it stands for. */
    @Override
    public Void visitReturn(ReturnTree value, Void none) {
        paragraphs.add(value.isInline() ? "Returns " : "returns ");
        scan(value.getDescription(), none);
        if (value.isInline()) {
            paragraphs.add(".");
        }
        return null;
    }

    @Override
    public Void visitThrows(ThrowsTree thrown, Void none) {
        paragraphs.add("throws ");
        scan(thrown.getExceptionName(), none);
        paragraphs.add(" ");
        return scan(thrown.getDescription(), none);
    }

    @Override
    public Void visitSee(SeeTree see, Void none) {
        paragraphs.add("see ");
        return scan(see.getReference(), none);
    }

    @Override
    public Void visitSince(SinceTree since, Void none) {
        paragraphs.add("since ");
        return scan(since.getBody(), none);
    }

    @Override
    public Void visitDeprecated(DeprecatedTree deprecated, Void none) {
        paragraphs.add("deprecated: ");
        return scan(deprecated.getBody(), none);
    }

    @Override
    public Void visitUnknownBlockTag(UnknownBlockTagTree tag, Void none) {
        paragraphs.add(tag.getTagName() + ": ");
        return scan(tag.getContent(), none);
    }
}
