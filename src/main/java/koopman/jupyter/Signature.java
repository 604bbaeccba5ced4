// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.ArrayList;
import java.util.List;

/**
 * What JShell prints of a declaration, taken apart: {@code E List<E>.get(int index)}, {@code Integer.MAX_VALUE:int},
 * {@code ArrayList<E>(int size)}.
 *
 * @param name type and member as printed, without type parameters: of an imported type its simple name
 * @param parameters the types of the parameters by their simple names, or null if it is no method or constructor
 */
record Signature(String name, List<String> parameters) {

    /** Returns a signature without the components of records, which JShell 25 prints behind the name of each. */
    static String plain(String text) {
        for (int close = text.indexOf(')'); close >= 0 && close < text.length() - 1; close = text.indexOf(')', close + 1)) {
            char next = text.charAt(close + 1);
            int open = text.lastIndexOf('(', close);
            if (open > 0 && (next == '.' || next == '(')) {
                return plain(text.substring(0, open) + text.substring(close + 1));
            }
        }
        return text;
    }

    /** Returns what stands in a signature. */
    static Signature of(String printed) {
        String text = plain(printed);
        int open = indexOfParameters(text);
        if (open < 0) {
            String head = outside(text);
            int colon = head.indexOf(':');
            return new Signature(lastWord(colon < 0 ? head : head.substring(0, colon)), null);
        }
        int close = text.indexOf(')', open);
        return new Signature(lastWord(outside(text.substring(0, open))),
                types(text.substring(open + 1, close < 0 ? text.length() : close)));
    }

    /** Returns what stands before the last name, a type if that is a member, or nothing. */
    String owner() {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    /** Returns the last name. */
    String member() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static int indexOfParameters(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            depth += next == '<' ? 1 : next == '>' ? -1 : 0;
            if (next == '(' && depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** Returns a text without what stands in angle brackets. */
    private static String outside(String text) {
        StringBuilder outside = new StringBuilder();
        int depth = 0;
        for (char next : text.toCharArray()) {
            depth += next == '<' ? 1 : 0;
            if (depth == 0) {
                outside.append(next);
            }
            depth -= next == '>' ? 1 : 0;
        }
        return outside.toString();
    }

    private static String lastWord(String text) {
        String words = text.strip();
        return words.substring(words.lastIndexOf(' ') + 1);
    }

    private static List<String> types(String parameters) {
        List<String> types = new ArrayList<>();
        for (String each : outside(parameters).split(",")) {
            if (!each.isBlank()) {
                types.add(simple(each));
            }
        }
        return types;
    }

    /** Returns the simple name of a type, alone or with a parameter's name behind it; of a type of many, as an array. */
    static String simple(String parameter) {
        String type = outside(parameter).strip().replace("...", "[]").replace(" []", "[]");
        for (String word : type.split("\\s+")) {
            if (!word.startsWith("@") && !word.equals("final")) {
                return word.substring(word.lastIndexOf('.', word.contains("[") ? word.indexOf('[') : word.length()) + 1);
            }
        }
        return type;
    }
}
