package koopman.jupyter;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.UnresolvedReferenceException;
import koopman.jupyter.CellShell.Place;

/** Turns what went wrong in a cell into words: the line and a caret, or a stack trace that ends at the cell. */
final class Failures {

    private static final int FIRST = 16;
    private static final int LAST = 4;
    private static final Pattern FIELD_OF_CELL = Pattern.compile("REPL\\.\\$JShell\\$\\w+\\.");
    static final String RED = "\u001b[31m";
    static final String BOLD = "\u001b[1m";
    static final String PLAIN = "\u001b[0m";

    private final JShell shell;
    private final List<DeclarationSnippet> declarations = new ArrayList<>();

    Failures(JShell shell) {
        this.shell = shell;
    }

    /** Throws if the event is not a success. */
    void check(SnippetEvent event, Piece piece, Place place, Throwable thrown) throws CellFailure {
        if (event.status() == Status.REJECTED) {
            CompileErrors errors = new CompileErrors();
            shell.diagnostics(event.snippet()).filter(Diag::isError).forEach(each -> errors.add(piece, place, each));
            throw errors.failure();
        }
        if (Interrupts.requested()) {
            throw interrupted(event.exception() == null ? List.of() : frames(event.exception()));
        }
        if (event.exception() != null) {
            throw thrown(event.exception(), thrown);
        }
        if (event.snippet() instanceof DeclarationSnippet declared) {
            declarations.add(declared);
        }
    }

    /** Warns of what the cell has declared and nobody can use yet, because something it needs is missing. */
    void warnOfUnusable() {
        for (DeclarationSnippet each : declarations) {
            Status status = shell.status(each);
            if (status == Status.RECOVERABLE_DEFINED || status == Status.RECOVERABLE_NOT_DEFINED) {
                System.err.println(each.name() + " is declared, but not to be used before " + missing(each)
                        + " is declared.");
            }
        }
        declarations.clear();
    }

    private String missing(DeclarationSnippet declared) {
        return shell.unresolvedDependencies(declared).collect(Collectors.joining(", "));
    }

    /** Returns the failure of a cell that the user has stopped. */
    CellFailure interrupted(List<String> frames) {
        List<String> lines = new ArrayList<>(List.of(RED + "Interrupted" + PLAIN));
        lines.addAll(frames);
        return new CellFailure("Interrupted", "the cell was interrupted", lines);
    }

    private CellFailure thrown(JShellException problem, Throwable original) {
        List<String> lines = new ArrayList<>();
        for (Throwable each = problem; each != null; each = each.getCause()) {
            lines.add((each == problem ? "" : "caused by ") + RED + headline(each) + PLAIN);
            lines.addAll(frames(each));
        }
        String name = original != null && problem instanceof EvalException
                ? original.getClass().getSimpleName() : problem.getClass().getSimpleName();
        String message = problem instanceof UnresolvedReferenceException unresolved
                ? unresolvedMessage(unresolved) : message(problem);
        return new CellFailure(name, message, lines);
    }

    private String headline(Throwable problem) {
        if (problem instanceof UnresolvedReferenceException unresolved) {
            return unresolvedMessage(unresolved);
        }
        String name = PlainText.clean(((EvalException) problem).getExceptionClassName());
        return problem.getMessage() == null ? name : name + ": " + message(problem);
    }

    private static String message(Throwable problem) {
        return problem.getMessage() == null ? null
                : PlainText.clean(FIELD_OF_CELL.matcher(problem.getMessage()).replaceAll(""));
    }

    private String unresolvedMessage(UnresolvedReferenceException unresolved) {
        DeclarationSnippet snippet = unresolved.getSnippet();
        return "it calls " + snippet.name() + ", which needs " + missing(snippet) + ": not declared yet";
    }

    private static List<String> frames(Throwable problem) {
        List<String> lines = Stream.of(problem.getStackTrace())
                .filter(frame -> !frame.getClassName().contains("$Lambda"))
                .map(frame -> "    at " + frame(frame)).toList();
        return lines.size() <= FIRST + LAST ? lines : cut(lines);
    }

    /** The frames of an endless recursion say the same thousands of times. */
    private static List<String> cut(List<String> lines) {
        List<String> cut = new ArrayList<>(lines.subList(0, FIRST));
        cut.add(String.format("    … %,d more …", lines.size() - FIRST - LAST));
        cut.addAll(lines.subList(lines.size() - LAST, lines.size()));
        return cut;
    }

    private static String frame(StackTraceElement frame) {
        String file = frame.getFileName();
        if (file == null || !file.startsWith("#")) {
            return frame.getClassName() + "." + frame.getMethodName() + "("
                    + (file == null ? "" : file + (frame.getLineNumber() < 0 ? "" : ":" + frame.getLineNumber())) + ")";
        }
        String[] place = file.substring(1).split(":");
        int line = Integer.parseInt(place[1]) + frame.getLineNumber() - 1;
        String method = frame.getMethodName().isEmpty() ? "" : ", in " + methodName(frame);
        return "cell " + place[0] + ", line " + line + method;
    }

    private static String methodName(StackTraceElement frame) {
        String type = frame.getClassName().replaceFirst("^REPL\\.|^\\.", "");
        String method = frame.getMethodName().replaceFirst("^lambda\\$(do_it\\$)?(\\w*?)\\$*\\d*$", "a lambda");
        return (type.isEmpty() ? "" : type + ".") + method;
    }
}
