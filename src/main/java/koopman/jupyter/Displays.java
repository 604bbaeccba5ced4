// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import koopman.display.Displayable;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/** How values are shown. The renderer of another library is loaded when the first of its values is shown. */
final class Displays extends Renderer {

    /** What a class, or one that it extends or implements, has to be called for a renderer to be wanted. */
    private final Map<String, Consumer<Renderer>> unloaded = new HashMap<>(Map.of(
            "java.awt.image.BufferedImage", renderer -> Images.register(renderer),
            "java.nio.file.Path", renderer -> ImageFiles.register(renderer),
            "java.io.File", renderer -> ImageFiles.registerFiles(renderer)));

    /** Has renderers registered when the first value is shown whose class, or one above it, is called so. */
    void expect(String type, Consumer<Renderer> registration) {
        unloaded.merge(type, registration, Consumer::andThen);
    }

    @Override
    public DisplayData render(Object value, Map<String, Object> parameters) {
        return guarded(value, () -> rendered(value, parameters));
    }

    private DisplayData rendered(Object value, Map<String, Object> parameters) {
        if (value instanceof Displayable displayable) {
            return of(displayable);
        }
        loadFor(value.getClass());
        return super.render(value, parameters);
    }

    /**
     * Returns a value as each of these types.
     *
     * @throws IllegalArgumentException if it cannot be made into one of them
     */
    @Override
    public DisplayData renderAs(Object value, Map<String, Object> parameters, String... types) {
        DisplayData own = offered(value, parameters, types);
        DisplayData shown = types.length == 0 ? own
                : new AskedTypes(value, own, all -> offered(value, parameters, all)).shown(types);
        if (!shown.hasDataForType(MIMEType.TEXT_PLAIN)) {
            shown.putText(text(own));
        }
        return shown;
    }

    private DisplayData offered(Object value, Map<String, Object> parameters, String... types) {
        if (value instanceof DisplayData data) {
            return data;
        }
        if (value == null || value instanceof Displayable) {
            return render(value, parameters);
        }
        loadFor(value.getClass());
        String[] known = Stream.of(types).filter(type -> type.indexOf('/') > 0 || type.equals("*")).toArray(String[]::new);
        return guarded(value, () -> super.renderAs(value, parameters, known));
    }

    /** A value that cannot be drawn is shown as a text that says why. */
    private static DisplayData guarded(Object value, Supplier<DisplayData> drawing) {
        if (value == null) {
            return new DisplayData("null");
        }
        DisplayData[] drawn = new DisplayData[1];
        String failure = Guarded.call(value, "display", () -> {
            drawn[0] = drawing.get();
            return "";
        });
        return failure.isEmpty() ? drawn[0] : new DisplayData(failure);
    }

    @Override
    public DisplayData render(Object value) {
        return render(value, new LinkedHashMap<>());
    }

    private void loadFor(Class<?> type) {
        if (type == null || unloaded.isEmpty()) {
            return;
        }
        Consumer<Renderer> wanted = unloaded.remove(type.getName());
        if (wanted != null) {
            wanted.accept(this);
        }
        loadFor(type.getSuperclass());
        for (Class<?> each : type.getInterfaces()) {
            loadFor(each);
        }
    }

    static DisplayData of(Displayable value) {
        DisplayData shown = new DisplayData();
        value.display().forEach((type, content) ->
                shown.putData(type, Bundles.isJson(type) ? Bundles.json(type, content) : content));
        value.facts().forEach(shown::putMetaData);
        if (!shown.hasDataForType(MIMEType.TEXT_PLAIN)) {
            shown.putText(PlainText.of(value));
        }
        return shown;
    }

    @Override
    protected DisplayData finalizeDisplayData(DisplayData shown, Object value) {
        if (!shown.hasDataForType(MIMEType.TEXT_PLAIN)) {
            shown.putText(PlainText.of(value));
        }
        return shown;
    }

    /** Returns the plain text of what is shown, or an empty one. */
    static String text(DisplayData shown) {
        return shown == null || !shown.hasDataForType(MIMEType.TEXT_PLAIN) ? ""
                : String.valueOf(shown.getData(MIMEType.TEXT_PLAIN));
    }
}
