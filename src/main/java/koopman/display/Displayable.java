// SPDX-License-Identifier: Apache-2.0
package koopman.display;

import java.util.Map;

/**
 * A value that knows how a notebook shows it. Its {@code toString} is the plain text beside these, for
 * clients that show nothing else.
 */
public interface Displayable {

    /**
     * Returns what the notebook may show, by MIME type ({@code "text/html"}, {@code "image/svg+xml"},
     * {@code "image/png"}, {@code "text/markdown"}); binary content is in base 64.
     */
    Map<String, String> display();

    /**
     * Returns facts about what is shown, by MIME type: for a picture {@code "alt"}, the text that tells it, and
     * {@code "width"} and {@code "height"}, its size on the page in pixels.
     */
    default Map<String, Map<String, Object>> facts() {
        return Map.of();
    }
}
