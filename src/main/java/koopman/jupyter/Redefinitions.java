package koopman.jupyter;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/** Says what a new declaration of an old name has done to the variables that used it. */
final class Redefinitions {

    /** Warns if the events reset variables, because their type was declared anew. */
    void report(JShell shell, List<SnippetEvent> events) {
        Set<String> reset = new LinkedHashSet<>();
        String type = null;
        for (SnippetEvent event : events) {
            if (event.causeSnippet() == null && event.snippet() instanceof TypeDeclSnippet declared) {
                type = declared.name();
            }
            if (wasReset(event)) {
                reset.add(((VarSnippet) event.snippet()).name());
            }
        }
        if (type != null && !reset.isEmpty()) {
            System.err.println("Redefining " + type + " reset " + String.join(", ", reset)
                    + ": run the cells that set " + (reset.size() == 1 ? "it" : "them") + " again.");
        }
    }

    private static boolean wasReset(SnippetEvent event) {
        return event.causeSnippet() != null && event.snippet() instanceof VarSnippet
                && (event.status() == Status.VALID || event.status() == Status.RECOVERABLE_NOT_DEFINED
                        || event.status() == Status.OVERWRITTEN);
    }
}
