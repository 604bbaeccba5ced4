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

/** The plain text of a value: arrays and collections with their elements, long ones cut, nothing with a hash code. */
final class PlainText {

    /** Longer arrays and collections show this many elements, and then how many there are. */
    private static final int SHOWN = 20;
    private static final int DEEPEST = 4;

    private static final Pattern CELL_CLASS = Pattern.compile("REPL\\.\\$JShell\\$\\d+\\w*\\$");
    private static final Pattern HASH = Pattern.compile(
            "((?:\\[+[ZBCSIJFD]|\\[*L?(?:REPL|[a-z]\\w*)(?:\\.[\\w$]+)+;?)(?:/0x[0-9a-f]+)?)@[0-9a-f]{1,8}(?![\\w.])");

    private PlainText() {}

    /** Returns the text of a value. */
    static String of(Object value) {
        return of(value, 0);
    }

    private static String of(Object value, int depth) {
        if (value == null || value instanceof CharSequence || depth > DEEPEST) {
            return depth > DEEPEST ? "…" : String.valueOf(value);
        }
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
            return optional.map(content -> "Optional[" + of(content, depth + 1) + "]").orElse("Optional.empty");
        }
        return object(value, depth);
    }

    private static boolean isOfJava(Object value) {
        return value.getClass().getName().startsWith("java.util.");
    }

    private static String array(Object array, int depth) {
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

    private static String elements(int size, Iterator<?> each, int depth) {
        StringJoiner text = new StringJoiner(", ");
        for (int i = 0; i < SHOWN && each.hasNext(); i++) {
            text.add(of(each.next(), depth + 1));
        }
        return text + more(size);
    }

    private static String entries(Map<?, ?> map, int depth) {
        StringJoiner text = new StringJoiner(", ");
        map.entrySet().stream().limit(SHOWN).forEach(
                entry -> text.add(of(entry.getKey(), depth + 1) + "=" + of(entry.getValue(), depth + 1)));
        return text + more(map.size());
    }

    private static String more(int size) {
        return size <= SHOWN ? "" : String.format(", … %,d in all", size);
    }

    private static String object(Object value, int depth) {
        String text = String.valueOf(value);
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

    private static String record(Record record, int depth) {
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
    private static String fields(Object value, int depth) {
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
