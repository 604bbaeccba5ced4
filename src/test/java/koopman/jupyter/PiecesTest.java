// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a cell is taken apart, whatever stands in it. */
class PiecesTest {

    private static final int CASES = 2000;
    private static final Syntax SYNTAX = new Syntax(List.of("-proc:none"));
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final List<String> CELLS = List.of(
            "import java.util.*;\nint a = 1; // one; two\n/* { */ a + 1",
            "for (int i = 0; i < 3; i++) {\n    System.out.println(\"{\" + i + ')');\n}",
            "if (a > 0) b(); else if (c) { d(); } else do e++; while (e < 3);\nf",
            "String text = \"\"\"\n    a \"quote\" \\\"\"\" // no comment\n    \"\"\";\ntext.length();",
            "sealed interface Beast permits Cat {}\nrecord Cat(int lives) implements Beast {}\nnon-sealed class Oak {}",
            "int h(int n) { return switch (n) { case 1 -> 2; default -> throw new Error(\"odd\"); }; }\nh(1)",
            "@Deprecated(since = \"1\") public static <T extends List<? super T>> T[] id(T t) throws Error { return t; }",
            "outer: while (true) { try (var x = y()) { break outer; } catch (Error | Exception z) { } finally { } }",
            "var o = new Object() { int x = 0x1p-3; }; Runnable r = () -> { int[] q = {1, 2}; }; a < b; List<int[]> l;",
            "char c = '\\''; String s = \"\\\\\"; int \\u0061b = 3; x >>>= 2; y = a ? b : C::new;",
            "größe = \"süß 😀\";\r\n$x_1");

    private static List<String> sources(String cell) {
        return Pieces.of(cell).list().stream().map(Piece::source).toList();
    }

    @Test
    void aCellFallsIntoWhatTheCompilerTakesOneByOne() {
        assertEquals(List.of("import java.util.*;", "int a = 1;", "a + 1"), sources(CELLS.get(0)));
        assertEquals(List.of("if (a > 0) b(); else if (c) { d(); } else do e++; while (e < 3);", "f"),
                sources(CELLS.get(2)));
        assertEquals(3, sources(CELLS.get(4)).size());
        assertEquals(List.of("int[] f() { return null; }", "f(1)"), sources("int[] f() { return null; } f(1)"));
        assertEquals(List.of("switch (1) { default -> 2; };", "static int x = 3;"),
                sources("switch (1) { default -> 2; }; static int x = 3;"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"for (int i = 0; i < 3; i++)", "while (true)", "if (1 > 0)", "if (a) b(); else", "label:",
        "@Deprecated", "do", "do a();", "try", "try { a(); }", "switch (x)", "synchronized (x)", "public", "abstract",
        "non-sealed", "sealed interface A", "class", "record P(int x)", "int f()", "1 +", "foo(", "/* a", "\"\"\"\n a",
        "int x =", "x ->", "Math.", "a(); while (b)"})
    void aBareHeadIsUnfinished(String cell) {
        assertTrue(Pieces.of(cell).isUnfinished());
        assertFalse(Pieces.of(cell).isTerminated());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "// x", "a", "a;", "int x = 1", "if (a) b();", "if (a) { }", "class A {}", "break",
        "switch (x) { }", "try (x) { }", "x++", "int f();", "record = 1", "sealed = 2", "static { }", ";", "else", "} else",
        "catch (Exception e)", "case 1 ->", "finally", "a ]", "(}", "int 1x"})
    void whatIsWholeOrBeyondHelpIsNotUnfinished(String cell) {
        assertFalse(Pieces.of(cell).isUnfinished());
    }

    @Test
    void theStatementAtTheEndIsFound() {
        assertEquals(11, Pieces.of("int x = 1; x.foo").openStart());
        assertEquals(0, Pieces.of("for (;;) { x; y").openStart());
        assertEquals(4, Pieces.of("a();").openStart());
    }

    @Test
    void linesAreCounted() {
        assertEquals(List.of(1, 2, 5),
                Pieces.of("// first\na();\n/* x */ b();\n\n\nc").list().stream().map(Piece::line).toList());
    }

    @Test
    void aLongCellAndADeepOneAreTakenApart() {
        assertTimeoutPreemptively(PATIENCE, () -> {
            assertEquals(50_000, Pieces.of("total += 1;\n".repeat(50_000)).list().size());
            assertEquals(1, Pieces.of("if (a) ".repeat(20_000) + "b(); else c();").list().size());
            assertTrue(Pieces.of("(".repeat(50_000)).isUnfinished());
            assertTrue(Pieces.of("a < ".repeat(50_000)).isUnfinished());
        });
    }

    @Test
    void nothingThatIsCutMixedOrDoubledThrowsOrHangs() {
        Random random = new Random(15);
        for (int n = 0; n < CASES; n++) {
            String cell = mixture(random);
            assertTimeoutPreemptively(PATIENCE, () -> takeApart(cell), cell);
        }
    }

    private static void takeApart(String cell) {
        List<Piece> pieces = Pieces.of(cell).list();
        assertEquals(pieces.isEmpty() ? "" : cell, pieces.stream()
                .map(piece -> cell.substring(piece.begin(), piece.end())).collect(Collectors.joining()));
        SYNTAX.faults(pieces);
    }

    private static String mixture(Random random) {
        String one = CELLS.get(random.nextInt(CELLS.size()));
        String other = CELLS.get(random.nextInt(CELLS.size()));
        String joined = one.substring(0, random.nextInt(one.length() + 1)) + other.substring(random.nextInt(other.length()));
        List<String> words = new ArrayList<>(List.of(joined.split("\\b")));
        IntStream.range(0, random.nextInt(4)).filter(i -> !words.isEmpty())
                .forEach(i -> words.remove(random.nextInt(words.size())));
        words.add(random.nextInt(words.size() + 1), words.isEmpty() ? "" : words.get(random.nextInt(words.size())));
        return String.join("", words);
    }
}
