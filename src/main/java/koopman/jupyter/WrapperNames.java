// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

/**
 * The classes of {@code java.lang} that the code around each cell names without their package. What a user declares
 * under such a name would be taken for them, and no cell would compile any more.
 */
final class WrapperNames {

    /** A value, a declaration, a statement and a class without a name: each has other code around it. */
    private static final List<String> SAMPLES = List.of("0", "int x;", "x();", "var x = new Thread() { int y; };");

    private final SourceCodeAnalysis analysis;
    private String code;

    WrapperNames(SourceCodeAnalysis analysis) {
        this.analysis = analysis;
    }

    /** Returns whether the code around cells uses this name. */
    boolean contains(String name) {
        return isOfJavaLang(name) && Pattern.compile("(?<![.\\w$])" + Pattern.quote(name) + "(?![\\w$])").matcher(code())
                .find();
    }

    private static boolean isOfJavaLang(String name) {
        try {
            Class.forName("java.lang." + name, false, null);
            return true;
        } catch (ClassNotFoundException | LinkageError unknown) {
            return false;
        }
    }

    private String code() {
        if (code == null) {
            code = SAMPLES.stream().flatMap(sample -> analysis.wrappers(sample).stream()).map(SnippetWrapper::wrapped)
                    .map(text -> text.replaceAll("import [^;]*;", "").replace("Thread", ""))
                    .collect(Collectors.joining("\n"));
        }
        return code;
    }
}
