package koopman.jupyter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import koopman.jupyter.Piece.Form;

/**
 * Names the subtypes of sealed types. Java looks for them in the same file, which is a cell here; JShell gives each
 * type a file of its own, so a {@code permits} clause is put in where the cell leaves it out.
 */
final class SealedTypes {

    private static final Set<String> KINDS = Set.of("class", "interface", "enum", "record");
    private static final Set<String> BEFORE = Set.of("public", "protected", "private", "static", "abstract", "strictfp",
            "sealed");

    private final List<Header> headers = new ArrayList<>();

    /** What stands before the braces of a type; {@code path} has the names of the types around it. */
    private record Header(Piece piece, String name, String path, List<Token> words, Token brace, boolean isSealed) {

        boolean names(String clause) {
            return words.stream().anyMatch(word -> word.is(clause));
        }

        boolean isSubtypeOf(Header other) {
            boolean clause = false;
            int depth = 0;
            for (int i = 0; i < words.size(); i++) {
                Token word = words.get(i);
                depth += word.is("<") ? 1 : word.is(">") ? -1 : 0;
                clause |= word.is("extends") && depth == 0 || word.is("implements");
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
            while (!around.isEmpty() && tokens.get(i).start() > end(around.peek(), tokens, brackets)) {
                around.pop();
            }
            if (isHead(tokens, i)) {
                Header header = header(piece, i, brackets, around.peek());
                headers.add(header);
                around.push(header);
            }
        }
    }

    private static int end(Header header, List<Token> tokens, Brackets brackets) {
        int closing = brackets.closing(tokens.indexOf(header.brace));
        return closing == Brackets.OPEN ? Integer.MAX_VALUE : tokens.get(closing).start();
    }

    private static boolean isHead(List<Token> tokens, int i) {
        return i + 2 < tokens.size() && KINDS.contains(tokens.get(i).text()) && tokens.get(i + 1).isWord()
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
        return new Header(piece, name, around == null ? name : around.path + "." + name, words, tokens.get(next),
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

    /** Returns the text of a piece, with the subtypes that the cell declares outside of it. */
    Wording wording(Piece piece) {
        for (Header header : headers) {
            if (header.piece == piece && header.path.equals(header.name) && header.isSealed && !header.names("permits")) {
                List<Header> subtypes = headers.stream().filter(each -> each.isSubtypeOf(header)).toList();
                boolean elsewhere = subtypes.stream().anyMatch(each -> each.piece != piece);
                String permits = subtypes.stream().map(Header::path).collect(Collectors.joining(", ", "permits ", " "));
                return elsewhere ? Wording.with(piece, permits, header.brace.start() - piece.start())
                        : Wording.of(piece);
            }
        }
        return Wording.of(piece);
    }
}
