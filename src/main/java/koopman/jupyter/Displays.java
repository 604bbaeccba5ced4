package koopman.jupyter;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import koopman.display.Displayable;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/** How values are shown. The renderer of another library is loaded when the first of its values is shown. */
final class Displays extends Renderer {

    /** What a class, or one that it extends or implements, has to be called for a renderer to be wanted. */
    private final Map<String, Consumer<Renderer>> unloaded = new HashMap<>(Map.of(
            "java.awt.image.BufferedImage", renderer -> Images.register(renderer)));

    /** Has renderers registered when the first value is shown whose class, or one above it, is called so. */
    void expect(String type, Consumer<Renderer> registration) {
        unloaded.merge(type, registration, Consumer::andThen);
    }

    @Override
    public DisplayData render(Object value, Map<String, Object> parameters) {
        if (value == null) {
            return new DisplayData("null");
        }
        if (value instanceof Displayable displayable) {
            return of(displayable);
        }
        loadFor(value.getClass());
        return super.render(value, parameters);
    }

    @Override
    public DisplayData renderAs(Object value, Map<String, Object> parameters, String... types) {
        if (value == null || value instanceof Displayable) {
            return render(value, parameters);
        }
        loadFor(value.getClass());
        return super.renderAs(value, parameters, types);
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
        value.display().forEach((type, content) -> shown.putData(type, Json.content(type, content)));
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
        return shown == null ? "" : String.valueOf(shown.getData(MIMEType.TEXT_PLAIN));
    }
}
