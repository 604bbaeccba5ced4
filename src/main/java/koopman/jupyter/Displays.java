package koopman.jupyter;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/** How values are shown. The renderers of other libraries are loaded when the first of their values is shown. */
final class Displays extends Renderer {

    @Override
    public DisplayData render(Object value, Map<String, Object> parameters) {
        if (value == null) {
            return new DisplayData("null");
        }
        if (value instanceof Displayable displayable) {
            return of(displayable);
        }
        return super.render(value, parameters);
    }

    @Override
    public DisplayData render(Object value) {
        return render(value, new LinkedHashMap<>());
    }

    private static DisplayData of(Displayable value) {
        DisplayData shown = new DisplayData();
        value.display().forEach(shown::putData);
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
