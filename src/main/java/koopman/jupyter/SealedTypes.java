// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import koopman.jupyter.Piece.Form;

/**
 * Has JShell take the sealed types of a cell. Java looks for their subtypes in the same file, which is a cell here;
 * JShell gives each type a file of its own, so a {@code permits} clause is put in where the cell leaves it out. And
 * JShell compiles types together only once the last one that they need has come: so subtypes go before the sealed
 * type, and one of an earlier run that permits others is dropped before them.
 */
final class SealedTypes {

    private static final Set<String> BEFORE = Set.of("public", "protected", "private", "static", "abstract", "strictfp",
            "sealed");

    private final List<Header> headers = new ArrayList<>();

    /** What stands before the braces of a type, which end there; {@code path} has the names of the types around it. */
    private record Header(Piece piece, String name, String path, List<Token> words, Token brace, int end,
            boolean isSealed) {

        boolean names(String clause) {
            return words.stream().anyMatch(word -> word.is(clause));
        }

        boolean isOutermostSealed() {
            return isSealed && path.equals(name);
        }

        boolean isSubtypeOf(Header other) {
            boolean clause = false;
            int depth = 0;
            for (int i = 0; i < words.size(); i++) {
                Token word = words.get(i);
                depth += word.is("<") ? 1 : word.is(">") ? -1 : 0;
                clause = (clause || word.is("extends") && depth == 0 || word.is("implements")) && !word.is("permits");
                boolean whole = i + 1 == words.size() || !words.get(i + 1).is(".");
                if (clause && depth == 0 && whole && word.is(other.name)) {
                    return true;
                }
            }
            return false;
        }
    }

    SealedTypes(List<Piece> pieces) {
        if (pieces.stream().anyMatch(piece -> piece.form() == Form.TYPE && piece.has("sealed"))) {
            pieces.stream().filter(piece -> piece.form() == Form.TYPE).forEach(this::collect);
        }
    }

    private void collect(Piece piece) {
        List<Token> tokens = piece.tokens();
        Brackets brackets = Brackets.of(tokens);
        Deque<Header> around = new ArrayDeque<>();
        for (int i = 0; i < tokens.size(); i++) {
            while (!around.isEmpty() && tokens.get(i).start() > around.peek().end) {
                around.pop();
            }
            if (isHead(tokens, i)) {
                Header header = header(piece, i, brackets, around.peek());
                headers.add(header);
                around.push(header);
            }
        }
    }

    private static boolean isHead(List<Token> tokens, int i) {
        return i + 2 < tokens.size() && DeclaredNames.KINDS.contains(tokens.get(i).text()) && tokens.get(i + 1).isWord()
                && (i == 0 || !tokens.get(i - 1).is(".") && !tokens.get(i - 1).is("@"))
                && (!tokens.get(i).is("record") || tokens.get(i + 2).is("(") || tokens.get(i + 2).is("<"));
    }

    private static Header header(Piece piece, int at, Brackets brackets, Header around) {
        List<Token> tokens = piece.tokens();
        List<Token> words = new ArrayList<>();
        int next = at + 2;
        while (next < tokens.size() - 1 && !tokens.get(next).is("{")) {
            boolean parameters = tokens.get(next).is("(") && brackets.closing(next) != Brackets.OPEN;
            words.add(tokens.get(next));
            next = parameters ? brackets.closing(next) + 1 : next + 1;
        }
        String name = tokens.get(at + 1).text();
        int closing = brackets.closing(next);
        int end = closing == Brackets.OPEN ? piece.last().start() : tokens.get(closing).start();
        return new Header(piece, name, around == null ? name : around.path + "." + name, words, tokens.get(next), end,
                isSealed(tokens, at));
    }

    private static boolean isSealed(List<Token> tokens, int at) {
        for (int i = at - 1; i >= 0 && BEFORE.contains(tokens.get(i).text()); i--) {
            if (tokens.get(i).is("sealed")) {
                return i == 0 || !tokens.get(i - 1).is("-");
            }
        }
        return false;
    }

    /** Returns the pieces in the order in which JShell takes them: families at the place of their first member. */
    List<Piece> ordered(List<Piece> pieces) {
        Set<Piece> family = new LinkedHashSet<>();
        headers.stream().filter(Header::isOutermostSealed).forEach(header -> addFamily(header, family));
        List<Piece> ordered = new ArrayList<>(pieces);
        pieces.stream().filter(family::contains).findFirst().ifPresent(first -> {
            int at = pieces.indexOf(first);
            ordered.removeAll(family);
            ordered.addAll(at, family);
        });
        return ordered;
    }

    private void addFamily(Header header, Set<Piece> family) {
        List<Header> subtypes = subtypes(header).stream().filter(each -> each.piece != header.piece).toList();
        if (subtypes.isEmpty() || family.contains(header.piece)) {
            return;
        }
        for (Header subtype : subtypes) {
            if (subtype.isOutermostSealed()) {
                addFamily(subtype, family);
            }
            family.add(subtype.piece);
        }
        family.add(header.piece);
    }

    private List<Header> subtypes(Header header) {
        return headers.stream().filter(each -> each.isSubtypeOf(header)).toList();
    }

    /** Drops the sealed types of earlier runs that have other words now, and do not permit what is to come. */
    void dropReplaced(Snippets snippets) {
        JShell shell = snippets.shell();
        headers.stream().filter(Header::isOutermostSealed).forEach(header -> shell.types()
                .filter(type -> type.name().equals(header.name) && shell.status(type).isActive()
                        && !type.source().equals(wording(header.piece).text())).toList().forEach(snippets::drop));
    }

    /** Returns the text of a piece, with the subtypes that the cell declares outside of it. */
    Wording wording(Piece piece) {
        for (Header header : headers) {
            if (header.piece == piece && header.isOutermostSealed() && !header.names("permits")) {
                List<Header> subtypes = subtypes(header);
                boolean elsewhere = subtypes.stream().anyMatch(each -> each.piece != piece);
                String permits = subtypes.stream().map(Header::path).collect(Collectors.joining(", ", "permits ", " "));
                return elsewhere ? Wording.with(piece, permits, header.brace.start() - piece.start())
                        : Wording.of(piece);
            }
        }
        return Wording.of(piece);
    }
}
