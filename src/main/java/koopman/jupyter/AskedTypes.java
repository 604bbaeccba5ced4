// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import koopman.display.Displayable;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMETypeParseException;

/**
 * What is sent of a value whose MIME types were asked for by name: each of them, or it is an error that names the
 * types that are possible.
 */
final class AskedTypes {

    private final Object value;
    private final DisplayData own;
    private final Function<String, DisplayData> renderer;

    /** Of a value, what a renderer made of it for the types asked for, and the renderer, to ask it for more. */
    AskedTypes(Object value, DisplayData own, Function<String, DisplayData> renderer) {
        this.value = value;
        this.own = own;
        this.renderer = renderer;
    }

    /**
     * Returns the value as all of these types.
     *
     * @throws IllegalArgumentException if it cannot be made into one of them
     */
    DisplayData shown(String... types) {
        DisplayData shown = new DisplayData();
        for (String type : types) {
            if (type.contains("*")) {
                shown.assign(own);
            } else {
                shown.putData(type, content(type));
                Bundles.metadata(own, type).ifPresent(facts -> shown.putMetaData(type, facts));
            }
        }
        return shown;
    }

    private Object content(String type) {
        MIMEType mime = parsed(type);
        Object content = own.hasDataForType(mime) ? own.getData(mime) : made(type);
        if (content == null) {
            throw new IllegalArgumentException("type (" + type + ") must be one that can be made of " + name()
                    + ": " + String.join(", ", possible()));
        }
        return Bundles.isJson(type) ? Bundles.json(type, content) : content;
    }

    private static MIMEType parsed(String type) {
        try {
            if (type.matches("[^/\\s]+/[^/\\s]+.*")) {
                return MIMEType.parse(type.replaceFirst("\\s*;.*", ""));
            }
        } catch (MIMETypeParseException garbled) {
            return refused(type);
        }
        return refused(type);
    }

    private static MIMEType refused(String type) {
        throw new IllegalArgumentException("type (" + type + ") must be a MIME type, such as text/html or image/png");
    }

    /** A value that says itself what it can be shown as is shown as nothing else. */
    private boolean decidesItself() {
        return value instanceof Displayable || value instanceof DisplayData;
    }

    private Object made(String type) {
        if (decidesItself()) {
            return null;
        }
        if (value instanceof CharSequence || Bundles.isJson(type)) {
            return value instanceof CharSequence ? value.toString() : Bundles.ofValue(type, value);
        }
        if (value instanceof byte[] bytes) {
            return Bundles.isText(type) ? new String(bytes, StandardCharsets.UTF_8)
                    : Base64.getEncoder().encodeToString(bytes);
        }
        if (value instanceof BufferedImage image && type.startsWith("image/")) {
            return Html.encoded(image, type.substring("image/".length()));
        }
        return type.startsWith("text/") ? text(type) : null;
    }

    private String text(String type) {
        String text = PlainText.of(value);
        return !type.equals("text/html") ? text
                : text.contains("\n") ? "<pre>" + Html.escape(text) + "</pre>" : Html.escape(text);
    }

    private Set<String> possible() {
        Set<String> possible = new LinkedHashSet<>(Bundles.types(decidesItself() ? own : renderer.apply("*")));
        possible.add("text/plain");
        if (!decidesItself()) {
            possible.addAll(List.of("text/html", "text/markdown", "application/json"));
        }
        return possible;
    }

    private String name() {
        return value == null ? "null" : PlainText.clean(value.getClass().getName().replaceFirst("^java\\.lang\\.", ""));
    }
}
