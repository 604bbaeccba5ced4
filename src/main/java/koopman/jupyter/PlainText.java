// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The plain text of a value: arrays and collections with their elements, long ones cut, nothing with a hash code. There
 * is one for every value: what its own methods throw becomes a part of the text.
 */
final class PlainText {

    /** Longer arrays and collections show this many elements, and then how many there are. */
    private static final int SHOWN = 20;
    private static final int DEEPEST = 4;

    /** So many values are looked at in all: twenty lists of twenty lists of twenty are enough to read. */
    private static final int MOST = 2000;

    /** So many characters are sent: about what a page shows in a second; print the text to have all of it. */
    private static final int LONGEST = 100_000;

    private static final Pattern CELL_CLASS = Pattern.compile("REPL\\.\\$JShell\\$\\d+\\w*\\$");
    private static final Pattern HASH = Pattern.compile(
            "((?:\\[+[ZBCSIJFD]|\\[*L?(?:REPL|[a-z]\\w*)(?:\\.[\\w$]+)+;?)(?:/0x[0-9a-f]+)?)@[0-9a-f]{1,8}(?![\\w.])");

    private int looked;

    private PlainText() {}

    /** Returns the text of a value. */
    static String of(Object value) {
        return cut(new PlainText().of(value, 0), 2 * LONGEST); // a part that was cut is not cut again
    }

    /** Returns a text whose end is left out if it is too long for a page. */
    static String cut(String text) {
        return cut(text, LONGEST);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text
                : text.substring(0, longest) + String.format("… %,d characters in all", text.length());
    }

    private String of(Object value, int depth) {
        if (looked++ > MOST || depth > DEEPEST) {
            return "…";
        }
        if (value == null || value instanceof CharSequence) {
            return value == null ? "null" : cut(Guarded.text(value));
        }
        return Guarded.call(value, "elements", () -> parts(value, depth));
    }

    private String parts(Object value, int depth) {
        if (value.getClass().isArray()) {
            return array(value, depth);
        }
        if (value instanceof Collection<?> all && isOfJava(value)) {
            return "[" + elements(all.size(), all.iterator(), depth) + "]";
        }
        if (value instanceof Map<?, ?> map && isOfJava(value)) {
            return "{" + entries(map, depth) + "}";
        }
        if (value instanceof Optional<?> optional) {
            return optional.isEmpty() ? "Optional.empty" : "Optional[" + of(optional.get(), depth + 1) + "]";
        }
        return object(value, depth);
    }

    private static boolean isOfJava(Object value) {
        return value.getClass().getName().startsWith("java.util.");
    }

    private String array(Object array, int depth) {
        int length = Array.getLength(array);
        Class<?> element = array.getClass().getComponentType();
        String rest = "";
        while (element.isArray()) {
            rest += "[]";
            element = element.getComponentType();
        }
        String type = element.getSimpleName() + "[" + length + "]" + rest;
        if (rest.isEmpty()) {
            return type + " {" + elements(length, iterator(length, i -> Array.get(array, i)), depth) + "}";
        }
        String margin = "\n" + "  ".repeat(depth + 1);
        return type + " {" + margin + elements(length, iterator(length, i -> Array.get(array, i)), depth)
                .replace(", " + type(element), "," + margin + type(element)) + "}";
    }

    private static String type(Class<?> element) {
        return element.getSimpleName() + "[";
    }

    private static Iterator<Object> iterator(int length, IntFunction<Object> element) {
        return IntStream.range(0, length).mapToObj(element).iterator();
    }

    private String elements(int size, Iterator<?> each, int depth) {
        StringJoiner text = new StringJoiner(", ");
        for (int i = 0; i < SHOWN && each.hasNext(); i++) {
            text.add(of(each.next(), depth + 1));
        }
        return text + more(size);
    }

    private String entries(Map<?, ?> map, int depth) {
        StringJoiner text = new StringJoiner(", ");
        map.entrySet().stream().limit(SHOWN).forEach(
                entry -> text.add(of(entry.getKey(), depth + 1) + "=" + of(entry.getValue(), depth + 1)));
        return text + more(map.size());
    }

    private static String more(int size) {
        return size <= SHOWN ? "" : String.format(", … %,d in all", size);
    }

    private String object(Object value, int depth) {
        String text = cut(Guarded.text(value));
        boolean hasHash = HASH.matcher(text).find();
        if (hasHash && value instanceof Record record) {
            return record(record, depth);
        }
        if (hasHash && value.getClass().getName().startsWith("REPL.") && !value.getClass().isHidden()) {
            return fields(value, depth);
        }
        return clean(hasHash ? lambdaOr(value, HASH.matcher(text).replaceAll("$1")) : text);
    }

    private static String lambdaOr(Object value, String text) {
        Class<?> type = value.getClass();
        return type.isHidden() && type.getInterfaces().length == 1
                ? type.getInterfaces()[0].getSimpleName() + " lambda" : text;
    }

    private String record(Record record, int depth) {
        StringJoiner text = new StringJoiner(", ", record.getClass().getSimpleName() + "[", "]");
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                text.add(component.getName() + "=" + of(component.getAccessor().invoke(record), depth + 1));
            } catch (ReflectiveOperationException | RuntimeException hidden) {
                text.add(component.getName());
            }
        }
        return text.toString();
    }

    /** A class of a cell without a toString shows its fields, as a record would. */
    private String fields(Object value, int depth) {
        StringJoiner text = new StringJoiner(", ", value.getClass().getSimpleName() + "[", "]");
        for (Field field : List.of(value.getClass().getDeclaredFields())) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                try {
                    field.setAccessible(true);
                    text.add(field.getName() + "=" + of(field.get(value), depth + 1));
                } catch (ReflectiveOperationException | RuntimeException hidden) {
                    text.add(field.getName());
                }
            }
        }
        return text.toString();
    }

    /** Returns a text in which classes of cells have the names that the user gave them. */
    static String clean(String text) {
        return CELL_CLASS.matcher(text).replaceAll("");
    }
}
