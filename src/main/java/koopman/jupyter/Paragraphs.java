// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.ArrayList;
import java.util.List;

/** A text that is put together from pieces, wrapped by paragraphs; the lines of code stay as they are. */
final class Paragraphs {

    private static final int WIDTH = 88;

    private final List<String> done = new ArrayList<>();
    private final StringBuilder current = new StringBuilder();
    private boolean keepsLines;

    void add(String piece) {
        current.append(piece);
    }

    boolean keepsLines() {
        return keepsLines;
    }

    void keepLines(boolean keep) {
        if (keep != keepsLines) {
            end();
        }
        keepsLines = keep;
    }

    /** Ends the paragraph, if one has begun. */
    void end() {
        String text = current.toString();
        current.setLength(0);
        if (keepsLines && !text.isBlank()) {
            done.add(text.replaceFirst("^\\s*\\n", "").stripTrailing());
        } else if (!text.isBlank()) {
            done.add(wrapped(text.strip().replaceAll("\\s+", " ")));
        }
    }

    /** Returns all, a line's end behind each paragraph. */
    String text() {
        end();
        StringBuilder text = new StringBuilder();
        done.forEach(each -> text.append(each).append('\n'));
        return text.toString();
    }

    private static String wrapped(String paragraph) {
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
