// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Values and refusals, which are the same where no kernel runs. */
class WidgetValuesTest {

    @Test
    void aSliderHasAValueThatHandlersFollow() {
        List<Integer> seen = new ArrayList<>();
        IntSlider step = IntSlider.of("step", 0, 100).step(5).onChange(seen::add).layout("width", "60%");
        step.value(20).value(20).value(30);
        assertEquals(List.of(20, 30), seen);
        assertEquals("IntSlider step = 30", step.toString());
        assertTrue(step.display().isEmpty());
    }

    @Test
    void eachKindHasValuesOfItsOwn() {
        Map<String, Integer> named = new LinkedHashMap<>();
        named.put("one", 1);
        named.put("ten", 10);
        assertEquals(10, Dropdown.of("", named).value(10).value());
        assertEquals(2.0, FloatSlider.of(0, 5).value(2).value());
        assertEquals(0.01, FloatLogSlider.of("rate", -2, 2).value(), 1e-15);
        assertEquals(new Range<>(2, 4), IntRangeSlider.of(0, 9).value(2, 4).value());
        assertEquals(new Range<>("S", "L"), SelectionRangeSlider.of("", "S", "M", "L").value());
        assertEquals(List.of("c", "a"), SelectMultiple.of("", "a", "b", "c").choose("c", "a").value());
        assertEquals(LocalDate.of(2025, 12, 31), DatePicker.of("", LocalDate.of(2025, 12, 31)).value());
        assertNull(DatePicker.of("").value());
        assertNull(Accordion.of("t", Label.of("")).selected());
        assertEquals("Password secret", Password.of("secret", "1234").toString());
    }

    @Test
    void aValueBeyondTheBoundsIsRefusedAndFollowsThemWhenTheyMove() {
        IntSlider slider = IntSlider.of(0, 10);
        assertRefused("value (11) must be at least min (0) and at most max (10)", () -> slider.value(11));
        assertEquals(20, slider.range(20, 30).value());
        assertRefused("min (5) must be at most max (4): exchange them", () -> slider.range(5, 4));
        assertRefused("min (2) must be at most max (1): exchange them", () -> IntSlider.of(2, 1));
        assertRefused("min (2.0) must be at most max (1.0): exchange them", () -> FloatRangeSlider.of(2, 1));
        assertRefused("max (NaN) must be finite", () -> FloatSlider.of(0, Double.NaN));
        assertRefused("value (Infinity) must be finite", () -> FloatText.of("").value(Double.POSITIVE_INFINITY));
        assertRefused("from (3) must be at most to (2): exchange them", () -> IntRangeSlider.of(0, 9).value(3, 2));
        assertRefused("step (0) must be at least 1", () -> slider.step(0));
    }

    @Test
    void whatIsNotOfferedIsRefused() {
        assertRefused("options (none) must be at least one value to choose from", () -> Dropdown.of("", List.of()));
        assertRefused("value (c) must be one of [a, b]", () -> Select.of("", "a", "b").value("c"));
        assertRefused("value (c) must be one of [a, b]", () -> SelectMultiple.of("", "a", "b").choose("c"));
        assertRefused("value (x) must be one of [a]", () -> Combobox.of("", "a").onlyOptions(true).value("x"));
        assertRefused("value (no colour!) must be a colour, as \"black\" or \"#aaccff\"", () -> ColorPicker.of("", "no colour!"));
        assertRefused("page (2) must be at least 0 and below 1", () -> Tab.of("t", Label.of("")).select(2));
        assertRefused("buttonStyle (pink) must be one of [, primary, success, info, warning, danger]",
                () -> Button.of("b").buttonStyle("pink"));
    }

    @Test
    void anUnknownPropertyIsRefusedWithTheKnownOnes() {
        assertRefused("attribute (handle_colour) must be one that SliderStyle has: [description_width, handle_color]",
                () -> IntSlider.of(0, 1).style("handle_colour", "red"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Label.of("").layout("widht", "1px")).getMessage()
                .startsWith("attribute (widht) must be one that Layout has: [align_content, "));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Label.of("").disabled(true)).getMessage()
                .startsWith("attribute (disabled) must be one that Label has: "));
    }

    @Test
    void otherOptionsBeginAtTheFirst() {
        Dropdown<String> list = Dropdown.of("", "a", "b").value("b");
        List<String> seen = new ArrayList<>();
        list.onChange(seen::add).options(List.of("x", "y"));
        assertEquals("x", list.value());
        assertEquals(List.of("x"), seen);
    }

    @Test
    void twoControlsCanFollowEachOther() {
        IntSlider one = IntSlider.of(0, 9);
        IntText other = IntText.of("");
        one.onChange(other::value);
        other.onChange(one::value);
        other.value(4);
        assertEquals(4, one.value());
    }

    @Test
    void aButtonCanBePressedByTheProgram() {
        int[] clicks = {0};
        Button.of("b").onClick(() -> clicks[0]++).onClick(() -> clicks[0]++).click();
        assertEquals(2, clicks[0]);
    }

    private static void assertRefused(String message, Executable action) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
