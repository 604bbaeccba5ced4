// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.time.LocalDate;
import java.time.chrono.ChronoLocalDate;

/** A field for a date, and a calendar to choose it from; its value is null while none is chosen. */
public final class DatePicker extends Control<LocalDate, DatePicker> {

    private DatePicker(String description, LocalDate value) {
        super("DatePicker", "DatePicker", "DescriptionStyle", "value");
        define("disabled", false);
        define("min", JsonNull.INSTANCE);
        define("max", JsonNull.INSTANCE);
        define("step", 1);
        define("description", description);
        define("value", toState(value));
    }

    /** Returns one with a description beside it, no date at first. */
    public static DatePicker of(String description) {
        return of(description, null);
    }

    /** Returns one with a description beside it and this date at first. */
    public static DatePicker of(String description, LocalDate date) {
        return new DatePicker(description, date);
    }

    /** Sets the first and the last date that can be chosen; null is no bound. */
    public DatePicker range(LocalDate first, LocalDate last) {
        Checks.that(first == null || last == null || !first.isAfter(last), "first", first, "no later than last (" + last + ")");
        set("min", toState(first));
        set("max", toState(last));
        return this;
    }

    @Override
    LocalDate checked(LocalDate value) {
        if (value != null) {
            Checks.between("value", day(value), day(fromState(get("min"))), day(fromState(get("max"))));
        }
        return value;
    }

    private static ChronoLocalDate day(LocalDate date) {
        return date;
    }

    @Override
    LocalDate wished(JsonElement wish) {
        return checked(fromState(wish));
    }

    /** Jupyter counts months from 0. */
    @Override
    Object toState(LocalDate value) {
        if (value == null) {
            return JsonNull.INSTANCE;
        }
        JsonObject date = new JsonObject();
        date.addProperty("year", value.getYear());
        date.addProperty("month", value.getMonthValue() - 1);
        date.addProperty("date", value.getDayOfMonth());
        return date;
    }

    @Override
    LocalDate fromState(Object state) {
        if (!(state instanceof JsonObject date)) {
            return null;
        }
        return LocalDate.of(date.get("year").getAsInt(), date.get("month").getAsInt() + 1, date.get("date").getAsInt());
    }
}
