// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import koopman.jupyter.WidgetClient.Sent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What clients are told of each widget, held against the published models of ipywidgets 8.1, written down here anew. */
class WidgetModelsTest {

    private static final String ALL = """
            VBox.of(IntSlider.of(0, 1), FloatSlider.of(0, 1), FloatLogSlider.of("", 0, 4), IntRangeSlider.of(0, 1),
                FloatRangeSlider.of(0, 1), SelectionSlider.of("", 1, 2), SelectionRangeSlider.of("", 1, 2),
                BoundedIntText.of(0, 1), IntText.of(""), BoundedFloatText.of(0, 1), FloatText.of(""), Dropdown.of("", 1, 2),
                RadioButtons.of("", 1, 2),
                Select.of("", 1, 2), SelectMultiple.of("", 1, 2), ToggleButtons.of("", 1, 2), ToggleButton.of("", false),
                Checkbox.of("", false), Valid.of("", false), Text.of(""), Textarea.of(""), Password.of(""), Combobox.of("", "a"),
                Button.of(""), IntProgress.of(0, 1), FloatProgress.of(0, 1), Label.of(""), HTML.of(""), HTMLMath.of(""),
                Image.of(new byte[] {1, 2, 3}, "png"), Output.empty(), HBox.of(), Box.of(), GridBox.of(),
                Tab.of("t", Label.of("")), Accordion.of("t", Label.of("")), Stacked.of("t", Label.of("")),
                ColorPicker.of("", "black"), DatePicker.of(""), Play.of(0, 1).drives(IntSlider.of(0, 1)))""";

    private static final String OWN = "_model_module _model_module_version _model_name "
            + "_view_module _view_module_version _view_name ";
    private static final String SEEN = OWN + "_dom_classes layout tabbable tooltip ";
    private static final String TOLD = SEEN + "description description_allow_html style ";
    private static final String USED = TOLD + "disabled value ";
    private static final String SLID = TOLD + "disabled behavior continuous_update orientation readout ";
    private static final String NUMBER = USED + "continuous_update step ";
    private static final String BAR = TOLD + "bar_style max min orientation value ";
    private static final String WRITTEN = USED + "continuous_update placeholder ";
    private static final String CHOSEN = TOLD + "disabled _options_labels index ";
    private static final String BOX = SEEN + "box_style children ";
    private static final String FONT = "font_family font_size font_style font_variant font_weight text_color text_decoration ";

    private static final Map<String, String> NAMES = new TreeMap<>();

    static {
        NAMES.put("LayoutModel", OWN + "align_content align_items align_self border_bottom border_left border_right border_top"
                + " bottom display flex flex_flow grid_area grid_auto_columns grid_auto_flow grid_auto_rows grid_column grid_gap"
                + " grid_row grid_template_areas grid_template_columns grid_template_rows height justify_content justify_items"
                + " left margin max_height max_width min_height min_width object_fit object_position order overflow padding"
                + " right top visibility width");
        for (String each : List.of("IntSlider", "FloatSlider", "IntRangeSlider", "FloatRangeSlider")) {
            NAMES.put(each + "Model", SLID + "max min readout_format step value");
        }
        NAMES.put("FloatLogSliderModel", SLID + "base max min readout_format step value");
        NAMES.put("SelectionSliderModel", SLID + "_options_labels index");
        NAMES.put("SelectionRangeSliderModel", SLID + "_options_labels index");
        NAMES.put("BoundedIntTextModel", NUMBER + "max min");
        NAMES.put("BoundedFloatTextModel", NUMBER + "max min");
        NAMES.put("IntTextModel", NUMBER);
        NAMES.put("FloatTextModel", NUMBER);
        NAMES.put("DropdownModel", CHOSEN);
        NAMES.put("RadioButtonsModel", CHOSEN + "orientation");
        NAMES.put("SelectModel", CHOSEN + "rows");
        NAMES.put("SelectMultipleModel", CHOSEN + "rows");
        NAMES.put("ToggleButtonsModel", CHOSEN + "button_style icons tooltips");
        NAMES.put("ToggleButtonModel", USED + "button_style icon");
        NAMES.put("CheckboxModel", USED + "indent");
        NAMES.put("ValidModel", USED + "readout");
        NAMES.put("TextModel", WRITTEN);
        NAMES.put("PasswordModel", WRITTEN);
        NAMES.put("TextareaModel", WRITTEN + "rows");
        NAMES.put("ComboboxModel", WRITTEN + "ensure_option options");
        NAMES.put("ButtonModel", SEEN + "button_style description disabled icon style");
        NAMES.put("PlayModel", USED + "interval max min playing repeat show_repeat step");
        NAMES.put("IntProgressModel", BAR);
        NAMES.put("FloatProgressModel", BAR);
        for (String each : List.of("LabelModel", "HTMLModel", "HTMLMathModel")) {
            NAMES.put(each, TOLD + "placeholder value");
        }
        NAMES.put("ImageModel", SEEN + "format height width value");
        NAMES.put("OutputModel", SEEN + "msg_id outputs");
        for (String each : List.of("Box", "HBox", "VBox", "GridBox")) {
            NAMES.put(each + "Model", BOX);
        }
        for (String each : List.of("Tab", "Accordion", "Stack")) {
            NAMES.put(each + "Model", BOX + "selected_index titles");
        }
        NAMES.put("ColorPickerModel", USED + "concise");
        NAMES.put("DatePickerModel", USED + "max min step");
        NAMES.put("DirectionalLinkModel", OWN + "source target");
        NAMES.put("ButtonStyleModel", OWN + FONT + "button_color");
        NAMES.put("CheckboxStyleModel", OWN + "background description_width");
        NAMES.put("DescriptionStyleModel", OWN + "description_width");
        NAMES.put("HTMLStyleModel", OWN + "background description_width font_size text_color");
        NAMES.put("HTMLMathStyleModel", OWN + "background description_width font_size text_color");
        NAMES.put("TextStyleModel", OWN + "background description_width font_size text_color");
        NAMES.put("LabelStyleModel", OWN + FONT + "background description_width");
        NAMES.put("ProgressStyleModel", OWN + "bar_color description_width");
        NAMES.put("SliderStyleModel", OWN + "description_width handle_color");
        NAMES.put("ToggleButtonStyleModel", OWN + FONT + "description_width");
        NAMES.put("ToggleButtonsStyleModel", OWN + "button_width description_width font_weight");
    }

    private static WidgetClient client;
    private static List<Sent> shown;

    @BeforeAll
    static void showAll() throws IOException {
        client = new WidgetClient();
        shown = client.run(ALL);
    }

    @AfterAll
    static void close() {
        client.close();
    }

    @Test
    void everyAttributeIsOneOfThePublishedModelsAndNoneIsMissing() {
        Map<String, Set<String>> sent = new TreeMap<>();
        for (Sent each : WidgetClient.of(shown, "comm_open")) {
            sent.computeIfAbsent(name(each), name -> new TreeSet<>()).addAll(each.state().keySet());
        }
        sent.get("ImageModel").add("value"); // in bytes, behind the opening
        assertEquals(NAMES.keySet(), sent.keySet());
        NAMES.forEach((model, names) -> assertEquals(Set.of(names.strip().split(" ")), sent.get(model), model));
    }

    @Test
    void modelsAndViewsAreWhereClientsFindThem() {
        for (Sent each : WidgetClient.of(shown, "comm_open")) {
            String model = name(each);
            String module = model.equals("LayoutModel") ? "@jupyter-widgets/base"
                    : model.equals("OutputModel") ? "@jupyter-widgets/output" : "@jupyter-widgets/controls";
            String views = model.endsWith("StyleModel") ? "@jupyter-widgets/base" : module;
            assertEquals(module, text(each, "_model_module"));
            assertEquals(views, text(each, "_view_module"));
            assertEquals(model.equals("OutputModel") ? "1.0.0" : "2.0.0", text(each, "_model_module_version"));
            assertEquals(model.equals("OutputModel") ? "1.0.0" : "2.0.0", text(each, "_view_module_version"));
            assertEquals(view(model), each.state().get("_view_name").isJsonNull() ? null : text(each, "_view_name"));
            assertEquals("2.1.0", each.metadata().get("version").getAsString());
            assertEquals("jupyter.widget", each.text("target_name"));
        }
    }

    private static String view(String model) {
        return switch (model) {
            case "BoundedIntTextModel" -> "IntTextView";
            case "BoundedFloatTextModel" -> "FloatTextView";
            case "IntProgressModel", "FloatProgressModel" -> "ProgressView";
            case "DirectionalLinkModel" -> null;
            default -> model.endsWith("StyleModel") ? "StyleView" : model.replaceFirst("Model$", "View");
        };
    }

    @Test
    void whatNobodyChoseIsAsIpywidgetsHasIt() {
        Map<String, String> defaults = new TreeMap<>();
        defaults.put("IntSliderModel", """
                {"behavior": "drag-tap", "continuous_update": true, "description": "", "disabled": false, "max": 1, "min": 0,
                "orientation": "horizontal", "readout": true, "readout_format": "d", "step": 1, "value": 0,
                "_dom_classes": []}""");
        defaults.put("FloatLogSliderModel", """
                {"base": 10.0, "max": 4.0, "min": 0.0, "readout_format": ".3g", "step": 0.1, "value": 1.0}""");
        defaults.put("FloatSliderModel", """
                {"readout_format": ".2f", "step": 0.1, "tabbable": null, "tooltip": null, "description_allow_html": false}""");
        defaults.put("BoundedFloatTextModel", """
                {"continuous_update": false, "step": null, "value": 0.0}""");
        defaults.put("SelectMultipleModel", """
                {"index": [], "rows": 5, "_options_labels": ["1", "2"]}""");
        defaults.put("SelectionRangeSliderModel", """
                {"index": [0, 1], "readout": true}""");
        defaults.put("ToggleButtonsModel", """
                {"button_style": "", "icons": [], "tooltips": [], "index": 0}""");
        defaults.put("TextModel", """
                {"continuous_update": true, "placeholder": "\\u200b", "value": ""}""");
        defaults.put("PlayModel", """
                {"interval": 100, "playing": false, "repeat": false, "show_repeat": true, "step": 1, "value": 0}""");
        defaults.put("AccordionModel", """
                {"box_style": "", "selected_index": null, "titles": ["t"]}""");
        defaults.put("TabModel", """
                {"selected_index": 0}""");
        defaults.put("OutputModel", """
                {"msg_id": "", "outputs": []}""");
        defaults.put("DatePickerModel", """
                {"min": null, "max": null, "step": 1, "value": null}""");
        defaults.put("CheckboxModel", """
                {"indent": true, "value": false}""");
        defaults.put("SliderStyleModel", """
                {"description_width": "", "handle_color": null}""");
        defaults.forEach(WidgetModelsTest::assertHas);
    }

    private static void assertHas(String model, String expected) {
        JsonObject state = WidgetClient.opened(shown, model);
        JsonParser.parseString(expected).getAsJsonObject().entrySet().forEach(
                each -> assertEquals(each.getValue(), state.get(each.getKey()), model + "." + each.getKey()));
    }

    @Test
    void modelsAreOpenedBeforeWhatRefersToThem() {
        Set<String> open = new TreeSet<>();
        for (Sent each : WidgetClient.of(shown, "comm_open")) {
            Matcher reference = Pattern.compile("IPY_MODEL_([-0-9a-f]+)").matcher(each.state().toString());
            while (reference.find()) {
                assertTrue(open.contains(reference.group(1)), each.toString());
            }
            open.add(each.comm());
        }
    }

    @Test
    void aPictureTravelsAsBytes() {
        String image = WidgetClient.opening(shown, "ImageModel").comm();
        List<Sent> messages = WidgetClient.of(shown, "comm_msg");
        Sent bytes = messages.stream().filter(each -> each.comm().equals(image)).findFirst().orElseThrow();
        assertEquals("[[\"value\"]]", bytes.data().get("buffer_paths").toString());
        assertArrayEquals(new byte[] {1, 2, 3}, bytes.buffers().get(0));
    }

    @Test
    void aLinkNamesTheValuesOfBoth() {
        JsonObject link = WidgetClient.opened(shown, "DirectionalLinkModel");
        assertEquals("value", link.getAsJsonArray("source").get(1).getAsString());
        assertEquals("IPY_MODEL_" + WidgetClient.opening(shown, "PlayModel").comm(),
                link.getAsJsonArray("source").get(0).getAsString());
    }

    @Test
    void aCellShowsAViewAndAText() {
        JsonObject bundle = WidgetClient.of(shown, "execute_result").get(0).data();
        assertEquals(2, bundle.getAsJsonObject(WidgetClient.VIEW).get("version_major").getAsInt());
        assertTrue(bundle.get("text/plain").getAsString().startsWith("VBox [IntSlider = 0, "), bundle.toString());
    }

    private static String name(Sent opening) {
        return text(opening, "_model_name");
    }

    private static String text(Sent opening, String name) {
        return opening.state().get(name).getAsString();
    }
}
