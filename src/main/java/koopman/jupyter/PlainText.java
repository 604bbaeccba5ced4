package koopman.jupyter;

/** The plain text of a value, without hash codes. */
final class PlainText {

    private PlainText() {}

    static String of(Object value) {
        return String.valueOf(value);
    }
}
