// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import java.util.Map;

/** What the clients are to make of a model: the names of its class and of its view's, and where these are found. */
record Kind(String module, String version, String model, String viewModule, String viewVersion, String view) {

    private static final String BASE = "@jupyter-widgets/base";
    private static final String CONTROLS = "@jupyter-widgets/controls";
    private static final String OUTPUT = "@jupyter-widgets/output";
    private static final String VERSION = "2.0.0";

    /** Returns one of the controls, by the beginnings of the names of its model and its view. */
    static Kind control(String model, String view) {
        return new Kind(CONTROLS, VERSION, model + "Model", CONTROLS, VERSION, view + "View");
    }

    static Kind style(String name) {
        return new Kind(CONTROLS, VERSION, name + "Model", BASE, VERSION, "StyleView");
    }

    static Kind layout() {
        return new Kind(BASE, VERSION, "LayoutModel", BASE, VERSION, "LayoutView");
    }

    static Kind output() {
        return new Kind(OUTPUT, "1.0.0", "OutputModel", OUTPUT, "1.0.0", "OutputView");
    }

    /** Returns a model that is not seen. */
    static Kind unseen(String model) {
        return new Kind(CONTROLS, VERSION, model + "Model", CONTROLS, VERSION, null);
    }

    void describe(Map<String, Object> state) {
        state.put("_model_module", module);
        state.put("_model_module_version", version);
        state.put("_model_name", model);
        state.put("_view_module", viewModule);
        state.put("_view_module_version", viewVersion);
        state.put("_view_name", view);
    }
}
