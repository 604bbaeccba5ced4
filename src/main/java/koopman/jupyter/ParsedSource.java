// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A source file as the compiler's own parser reads it; what is wrong in it is left to others. */
final class ParsedSource {

    private final String source;
    private final DocTrees trees;
    private final CompilationUnitTree unit;

    private ParsedSource(String source, DocTrees trees, CompilationUnitTree unit) {
        this.source = source;
        this.trees = trees;
        this.unit = unit;
    }

    /** Returns what the parser makes of a source. */
    static ParsedSource of(String source) {
        return of(source, List.of());
    }

    /**
     * Returns what the parser makes of a source with these options of the compiler.
     *
     * @throws IllegalArgumentException if they are none
     */
    static ParsedSource of(String source, List<String> options) {
        JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler().getTask(null, null, problem -> {},
                Stream.concat(Stream.of("-proc:none"), options.stream()).toList(), null, List.of(file));
        try {
            return new ParsedSource(source, DocTrees.instance(task), task.parse().iterator().next());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    CompilationUnitTree unit() {
        return unit;
    }

    DocTrees trees() {
        return trees;
    }

    /** Returns the source with blanks in the place of its package line, so that its classes are nobody's. */
    String withoutPackage() {
        PackageTree line = unit.getPackage();
        if (line == null) {
            return source;
        }
        SourcePositions positions = trees.getSourcePositions();
        int start = (int) positions.getStartPosition(unit, line);
        int end = (int) positions.getEndPosition(unit, line);
        return source.substring(0, start) + source.substring(start, end).replaceAll("[^\\n\\r]", " ") + source.substring(end);
    }

    /** Returns the text of a part. */
    String text(Tree part) {
        SourcePositions positions = trees.getSourcePositions();
        int start = (int) positions.getStartPosition(unit, part);
        int end = (int) positions.getEndPosition(unit, part);
        return start < 0 || end < start ? "" : source.substring(start, end);
    }
}
