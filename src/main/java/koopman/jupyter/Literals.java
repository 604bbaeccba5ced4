package koopman.jupyter;

/** The texts, characters and comments in a piece of Java, in which a name is no name. */
final class Literals {

    private static final String[] OPENING = {"//", "/*", "\"\"\"", "\"", "'"};
    private static final String[] CLOSING = {"\n", "*/", "\"\"\"", "\"", "'"};
    private static final int TEXTS = 2; // from here on, a backslash takes the next character with it
    private static final int LINES = 3; // from here on, the end of the line is an end as well

    private final String code;
    private final StringBuilder blanked = new StringBuilder();
    private int within = -1;

    private Literals(String code) {
        this.code = code;
        for (int at = 0; at < code.length();) {
            at = within < 0 ? outside(at) : inside(at);
        }
    }

    /** Returns Java with blanks in the place of each of them, the ends of lines kept. */
    static String blanked(String code) {
        return new Literals(code).blanked.toString();
    }

    /** Returns whether the end of a piece of Java stands within one. */
    static boolean endsWithin(String code) {
        return new Literals(code).within >= 0;
    }

    private int outside(int at) {
        for (int kind = 0; kind < OPENING.length; kind++) {
            if (code.startsWith(OPENING[kind], at)) {
                within = kind;
                return blank(at, OPENING[kind].length());
            }
        }
        blanked.append(code.charAt(at));
        return at + 1;
    }

    private int inside(int at) {
        if (within >= TEXTS && code.charAt(at) == '\\') {
            return blank(at, Math.min(2, code.length() - at));
        }
        boolean closed = code.startsWith(CLOSING[within], at);
        int length = closed ? CLOSING[within].length() : 1;
        if (closed || within >= LINES && code.charAt(at) == '\n') {
            within = -1;
        }
        return blank(at, length);
    }

    private int blank(int at, int length) {
        for (int i = at; i < at + length; i++) {
            blanked.append(code.charAt(i) == '\n' ? '\n' : ' ');
        }
        return at + length;
    }
}
