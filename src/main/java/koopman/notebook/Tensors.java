// SPDX-License-Identifier: Apache-2.0
package koopman.notebook;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Locale;
import java.util.StringJoiner;
import org.dflib.jjava.jupyter.kernel.display.Renderer;

/** Shows DJL's arrays: element type, shape and a corner of the content; a whole array is never copied. */
final class Tensors {

    private static final int ROWS = 6;
    private static final int COLUMNS = 8;

    private Tensors() {}

    static void register(Renderer renderer) {
        renderer.createRegistration(NDArray.class).preferring("text/plain")
                .register((array, context) -> context.getOutputContainer().putText(text(array)));
    }

    static String text(NDArray array) {
        if (array.isReleased()) {
            return "NDArray, released: its manager or scope was closed";
        }
        Shape shape = array.getShape();
        String head = "NDArray " + array.getDataType().name().toLowerCase(Locale.ROOT) + " " + shape;
        return array.isEmpty() ? head : head + (shape.dimension() == 0 ? ": " : "\n") + corner(array);
    }

    private static String corner(NDArray array) {
        try (NDArray plane = plane(array)) {
            Shape shape = plane.getShape();
            if (shape.dimension() == 0) {
                return numbers(plane, 1, 1);
            }
            long columns = shape.get(shape.dimension() - 1);
            long rows = shape.dimension() == 2 ? shape.get(0) : 1;
            try (NDArray cut = shape.dimension() == 2
                    ? plane.get(":" + Math.min(rows, ROWS) + ", :" + Math.min(columns, COLUMNS))
                    : plane.get(":" + Math.min(columns, COLUMNS))) {
                return numbers(cut, rows, columns);
            }
        }
    }

    /** Returns the first matrix of an array of more dimensions, or another handle to the array. */
    private static NDArray plane(NDArray array) {
        NDArray plane = array.reshape(array.getShape());
        while (plane.getShape().dimension() > 2) {
            NDArray first = plane.get(0);
            plane.close();
            plane = first;
        }
        return plane;
    }

    private static String numbers(NDArray cut, long rows, long columns) {
        Number[] values = cut.getDataType() == DataType.BOOLEAN
                ? cut.toType(DataType.INT32, true).toArray() : cut.toArray();
        int width = (int) Math.max(1, Math.min(columns, COLUMNS));
        StringBuilder text = new StringBuilder();
        for (int from = 0; from < values.length; from += width) {
            StringJoiner line = new StringJoiner(" ", "  ", columns > COLUMNS ? " …" : "");
            for (int i = from; i < Math.min(from + width, values.length); i++) {
                line.add(number(values[i]));
            }
            text.append(from == 0 ? "" : "\n").append(line);
        }
        return rows > ROWS ? text + "\n  …" : rows == 1 && values.length == 1 ? text.toString().strip()
                : text.toString();
    }

    private static String number(Number value) {
        return value instanceof Float || value instanceof Double
                ? String.format(Locale.ROOT, "%10.4g", value.doubleValue()) : String.format("%6d", value.longValue());
    }
}
