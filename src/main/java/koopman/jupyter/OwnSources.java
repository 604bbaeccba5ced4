package koopman.jupyter;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The documentation comments of this project's own classes, read from the sources that the jar carries in
 * {@code META-INF/sources}.
 */
final class OwnSources {

    private static final Pattern NAME = Pattern.compile("(koopman(?:\\.[a-z]\\w*)*)((?:\\.[A-Z]\\w*)+)");
    private static final Pattern MEMBER = Pattern.compile("\\.([a-z]\\w*)\\(([^)]*)\\)");

    private OwnSources() {}

    /** Returns the comment of the class or member that a signature of JShell's names, or an empty text. */
    static String documentation(String signature) {
        String type = typeOf(signature);
        String source = type.isEmpty() ? "" : source(type);
        Matcher member = MEMBER.matcher(signature);
        if (member.find()) {
            int parameters = member.group(2).isBlank() ? 0 : member.group(2).split(",(?![^<]*>)").length;
            return commentOf(source, "\\b" + member.group(1) + "\\s*\\(" + commas(parameters));
        }
        String simple = type.substring(type.lastIndexOf('.') + 1);
        return commentOf(source, "\\b(?:class|record|interface|enum)\\s+" + simple + "\\b");
    }

    private static String typeOf(String signature) {
        String name = "";
        for (Matcher each = NAME.matcher(signature.replaceFirst("\\(.*", "")); each.find();) {
            name = each.group(1) + each.group(2); // the last one is the owner, the first may be the result
        }
        return name;
    }

    /** A parameter list of that many, generics with one level of brackets. */
    private static String commas(int parameters) {
        String one = "(?:[^,()<>]|<[^()]*?>)+";
        return parameters == 0 ? "\\s*\\)" : one + ("," + one).repeat(parameters - 1) + "\\)";
    }

    private static String source(String type) {
        String outer = NAME.matcher(type).replaceAll(name -> name.group(1) + "."
                + name.group(2).substring(1).replaceFirst("\\..*", ""));
        String path = "/META-INF/sources/" + outer.replace('.', '/') + ".java";
        try (InputStream in = OwnSources.class.getResourceAsStream(path)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            return "";
        }
    }

    /** Returns the last comment before a declaration, if only annotations and modifiers lie between. */
    private static String commentOf(String source, String declaration) {
        for (Matcher each = Pattern.compile(declaration).matcher(source); each.find();) {
            int close = source.lastIndexOf("*/", each.start());
            int open = source.lastIndexOf("/**", close);
            if (open >= 0 && !source.substring(close + 2, each.start()).matches("(?s).*[;{}].*")) {
                return source.substring(open + 3, close).replaceAll("(?m)^\\s*\\*? ?", "").strip();
            }
        }
        return "";
    }
}
