// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import koopman.jupyter.CellContext;

/** A place for outputs, as the one below a cell: for what values look like, what is printed, and failures. */
public final class Output extends Widget<Output> {

    private final OutputArea area = new OutputArea(outputs -> set("outputs", outputs));

    private Output() {
        super(Kind.output());
        define("msg_id", "");
        define("outputs", new JsonArray());
    }

    /** Returns an empty one. */
    public static Output empty() {
        return new Output();
    }

    /** Shows a value as a cell's would be, in the place of all that is there. */
    public Output show(Object value) {
        area.begin();
        return append(value);
    }

    /** Shows a value as a cell's would be, below what is there. */
    public Output append(Object value) {
        JsonObject shown = Kernels.output(value);
        CellContext.flush();
        area.add(shown);
        area.show();
        return this;
    }

    /** Takes away all that is there. */
    public Output clear() {
        area.begin();
        area.show();
        return this;
    }

    /** Runs something and shows here what it prints and displays and how it fails, below what is there. */
    public Output run(Runnable code) {
        home().capture(code, area::add);
        area.show();
        return this;
    }

    @Override
    JsonObject still() {
        return area.first();
    }

    OutputArea area() {
        return area;
    }

    @Override
    public String toString() {
        return "Output";
    }
}
