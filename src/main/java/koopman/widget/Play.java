// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import com.google.gson.JsonElement;

/** The buttons of a player: each interval its value goes on by a step. */
public final class Play extends IntControl<Play> {

    private Play(int min, int max) {
        super("Play", "Play", "DescriptionStyle");
        bounds(min, max);
        define("disabled", false);
        define("interval", 100);
        define("playing", false);
        define("repeat", false);
        define("show_repeat", true);
        define("step", 1);
        define("value", min);
    }

    /** Returns one from min, its value at first, to max. */
    public static Play of(int min, int max) {
        return new Play(min, max);
    }

    /** Sets the time between two values. */
    public Play interval(int milliseconds) {
        Checks.that(milliseconds >= 1, "interval", milliseconds, "at least 1 millisecond");
        return assign("interval", milliseconds);
    }

    /** Begins anew at the end, or stops there. */
    public Play repeat(boolean repeat) {
        return assign("repeat", repeat);
    }

    /** Has a control follow its value, within the page: no message has to come from the kernel for it. */
    public Play drives(Control<?, ?> control) {
        Link.directed(this, control);
        return this;
    }

    /** Returns whether it plays. */
    public boolean playing() {
        return (Boolean) get("playing");
    }

    /** Starts or stops it. */
    public Play playing(boolean playing) {
        return assign("playing", playing);
    }

    @Override
    Object accept(String name, JsonElement wish) {
        if (!name.equals("playing") && !name.equals("repeat")) {
            return super.accept(name, wish);
        }
        Checks.that(wish.isJsonPrimitive() && wish.getAsJsonPrimitive().isBoolean(), name, wish, "true or false");
        return wish.getAsBoolean();
    }
}
