package koopman.jupyter;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a documentation comment readable as plain text. */
final class Javadoc {

    private static final int WIDTH = 88;
    private static final Pattern INLINE_TAG = Pattern.compile("\\{@(\\w+)\\s*([^{}]*)}");
    private static final Pattern BLOCK_TAG =
            Pattern.compile("(?m)^\\s*@(param|return|throws|exception|see|since)\\b\\s*");

    private Javadoc() {}

    /** Returns the text of a comment, without its stars, tags and entities. */
    static String text(String comment) {
        String text = comment;
        for (int nested = 0; nested < 3; nested++) {
            text = INLINE_TAG.matcher(text).replaceAll(tag -> Matcher.quoteReplacement(inline(
                    tag.group(1), tag.group(2))));
        }
        text = BLOCK_TAG.matcher(text).replaceAll(tag -> "\n\n" + heading(tag.group(1)));
        text = text.replaceAll("(?i)<(p|/p|ul|ol|/ul|/ol|br|/pre|pre|tr|h\\d|dl|dd)\\b[^>]*>", "\n\n")
                .replaceAll("(?i)<(li|dt)\\b[^>]*>", "\n\n- ").replaceAll("<[^>\n]{1,80}>", "")
                .replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ").replace("&quot;", "\"")
                .replace("&amp;", "&");
        StringBuilder out = new StringBuilder();
        for (String paragraph : text.split("\\n\\s*\\n")) {
            if (!paragraph.isBlank()) {
                out.append(wrap(paragraph.strip().replaceAll("\\s+", " "))).append('\n');
            }
        }
        return out.toString();
    }

    private static String inline(String tag, String content) {
        boolean link = tag.startsWith("link");
        String label = content.strip();
        if (link && label.contains(" ")) {
            label = label.replaceFirst("^\\S*(\\([^)]*\\))?\\s+", "");
        }
        String shown = link ? label.replaceFirst("^#", "").replace('#', '.') : label;
        return tag.matches("code|literal") ? shown.replace("<", "&lt;").replace(">", "&gt;") : shown;
    }

    private static String heading(String tag) {
        switch (tag) {
            case "param":
                return "• ";
            case "return":
                return "returns ";
            case "see":
                return "see ";
            case "since":
                return "since ";
            default:
                return "throws ";
        }
    }

    private static String wrap(String paragraph) {
        StringBuilder lines = new StringBuilder();
        int column = 0;
        for (String word : paragraph.split(" ")) {
            if (column > 0 && column + word.length() > WIDTH) {
                lines.append('\n');
                column = 0;
            }
            lines.append(column == 0 ? "" : " ").append(word);
            column += word.length() + 1;
        }
        return lines.toString();
    }
}
