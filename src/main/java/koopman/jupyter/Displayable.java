package koopman.jupyter;

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
}
