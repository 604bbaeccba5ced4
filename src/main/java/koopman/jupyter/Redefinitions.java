// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/** Says what a new declaration of an old name has done to the variables that used it. */
final class Redefinitions {

    /** Warns if the events reset variables, because their type was declared anew. */
    void report(List<SnippetEvent> events) {
        Set<String> reset = new LinkedHashSet<>();
        Set<String> gone = new LinkedHashSet<>();
        String type = null;
        for (SnippetEvent event : events) {
            if (event.causeSnippet() == null && event.snippet() instanceof TypeDeclSnippet declared) {
                type = declared.name();
            } else if (event.causeSnippet() != null && event.snippet() instanceof VarSnippet variable) {
                (event.status() == Status.VALID ? reset : gone).add(variable.name());
            }
        }
        if (type != null) {
            gone.removeAll(reset);
            warn("Redefining " + type + " set " + String.join(", ", reset) + " back to null", reset);
            warn("Redefining " + type + " took away " + String.join(", ", gone), gone);
        }
    }

    private static void warn(String what, Set<String> variables) {
        if (!variables.isEmpty()) {
            String those = variables.size() == 1 ? "it" : "them";
            System.err.println(what + ": run the cells that set " + those + " again.");
        }
    }
}
