// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads Javadoc from the sources of libraries. */
class SourceCommentsTest {

    private static final int SOME = 60;

    private static CellShell shell;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() throws IOException {
        shell = new CellShell();
        shell.addToClasspath(library());
    }

    @AfterAll
    static void stop() {
        shell.close();
    }

    /** A library of one file, its sources beside it. */
    private static Path library() throws IOException {
        String source = """
                package shapes;
                /** A shape.
                 * @param sides how many sides it has */
                public record Shape(int sides) {
                    /** A square. */
                    public static final Shape SQUARE = new Shape(4);
                    /** What a shape is called. */
                    public interface Named {
                        /** Returns the name, in short if asked. */
                        String name(boolean brief);
                    }
                    /** Colours. */
                    public enum Colour {
                        /** As a rose. */ RED, BLUE
                    }
                    /** A named one. */
                    public static class Rose implements Named {
                        /** Makes one of {@code n < 9} petals. */
                        public Rose(int n) {}
                        @Override public String name(boolean brief) { return ""; }
                        /** Grows by whole steps. */
                        public void grow(int steps) {}
                        /** Grows by a length. */
                        public void grow(double length) {}
                        /** Grows all of them. {@inheritDoc} */
                        public void grow(java.util.List<String> all, int... steps) {}
                    }
                    /** Turned. {@return this one} */
                    public <T extends Comparable<T>> Shape turned(T by) { return this; }
                }
                """;
        Path file = Files.writeString(Files.createDirectories(folder.resolve("src/shapes")).resolve("Shape.java"), source);
        ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", folder.resolve("out").toString(), file.toString());
        jar(folder.resolve("shapes-1.0-sources.jar"), folder.resolve("src"));
        return jar(folder.resolve("shapes-1.0.jar"), folder.resolve("out"));
    }

    private static Path jar(Path jar, Path content) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar)); Stream<Path> all = Files.walk(content)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry(content.relativize(each).toString().replace('\\', '/')));
                out.write(Files.readAllBytes(each));
            }
        }
        return jar;
    }

    private static String inspect(String code) {
        DisplayData found = new Inspection(shell).at(code, code.length());
        return found == null ? "" : (String) found.getData(MIMEType.TEXT_PLAIN);
    }

    @Test
    void everythingOfALibraryWithSourcesHasItsComment() {
        assertTrue(inspect("shapes.Shape").contains("A shape.\n    • sides how many sides it has"), inspect("shapes.Shape"));
        assertTrue(inspect("new shapes.Shape(").contains("how many sides"), inspect("new shapes.Shape("));
        assertTrue(inspect("shapes.Shape.SQUARE.sides(").contains("how many sides"));
        assertTrue(inspect("shapes.Shape.SQUARE").contains("A square."));
        assertTrue(inspect("shapes.Shape.Colour.RED").contains("As a rose."));
        assertTrue(inspect("new shapes.Shape.Rose(").contains("Makes one of n < 9 petals."));
        assertTrue(inspect("shapes.Shape.SQUARE.turned(").contains("Turned. Returns this one."));
    }

    @Test
    void eachOverloadHasItsOwn() {
        String text = inspect("new shapes.Shape.Rose(3).grow(");
        assertTrue(text.contains("grow(int)\n    Grows by whole steps."), text);
        assertTrue(text.contains("grow(double)\n    Grows by a length."), text);
        assertTrue(text.contains("    Grows all of them."), text);
    }

    @Test
    void anOverridingMethodHasTheCommentOfWhatItOverrides() {
        assertTrue(inspect("new shapes.Shape.Rose(3).name(").contains("Returns the name, in short if asked."));
    }

    /** Every commented public method of ours, by the simple name of its class where that is imported. */
    @Test
    void everyCommentedMethodOfOurOwnShowsItsComment() throws Exception {
        List<String> silent = new ArrayList<>();
        int asked = 0;
        for (Path file : sources()) {
            ParsedSource source = ParsedSource.of(Files.readString(file));
            for (Tree type : source.unit().getTypeDecls()) {
                ClassTree declared = (ClassTree) type;
                for (MethodTree method : commented(source, declared)) {
                    String call = "((" + source.unit().getPackageName() + "." + declared.getSimpleName() + ") null)."
                            + method.getName() + "(";
                    asked++;
                    if (!inspect(call).contains(start(source, declared, method))) {
                        silent.add(call);
                    }
                }
            }
        }
        assertTrue(asked >= SOME, "only " + asked);
        assertEquals(List.of(), silent);
    }

    private static List<Path> sources() throws IOException, URISyntaxException {
        Path root = Path.of(SourceCommentsTest.class.getResource("/META-INF/sources/koopman").toURI());
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(each -> each.toString().matches(".*(unlearning|representation|figure).[A-Z]\\w*\\.java"))
                    .sorted().toList();
        }
    }

    private static List<MethodTree> commented(ParsedSource source, ClassTree type) {
        TreePath path = new TreePath(new TreePath(source.unit()), type);
        return !type.getModifiers().getFlags().contains(Modifier.PUBLIC) ? List.of()
                : type.getMembers().stream().filter(each -> each instanceof MethodTree).map(each -> (MethodTree) each)
                .filter(each -> each.getModifiers().getFlags().contains(Modifier.PUBLIC) && each.getReturnType() != null)
                .filter(each -> source.trees().getDocCommentTree(new TreePath(path, each)) != null).toList();
    }

    /** The first words of the comment that have no tags. */
    private static String start(ParsedSource source, ClassTree type, MethodTree method) {
        TreePath path = new TreePath(new TreePath(source.unit()), type);
        String comment = source.trees().getDocComment(new TreePath(path, method)).strip().replaceAll("\\s+", " ");
        String plain = comment.replaceFirst("[{<@&].*", "").strip();
        return plain.substring(0, Math.min(24, plain.length()));
    }
}
