// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import koopman.jupyter.KernelClient.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Java as a user of other compilers expects it, in cells. */
class JavaCellsTest {

    private static KernelClient client;

    @BeforeAll
    static void start() throws IOException {
        client = new KernelClient(Map.of());
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    private static String compileError(String code) {
        Outcome outcome = client.run(code);
        assertEquals("error", outcome.status(), code);
        assertEquals("CompileError", outcome.reply().text("ename"), code);
        return outcome.error();
    }

    /** Runs a cell that is to do without a word to its reader, and returns its value. */
    private static String quietly(String code) {
        Outcome outcome = client.run(code);
        assertEquals("ok", outcome.status(), () -> outcome.error());
        assertEquals("", outcome.stream("stderr"));
        return outcome.value();
    }

    @Test
    void sealedTypesFindTheirSubtypesInTheCell() {
        String beasts = "sealed interface Beast {}\nrecord Cat(int lives) implements Beast {}\n";
        assertEquals("Cat[lives=9]", quietly(beasts + "Beast beast = new Cat(9);\nbeast"));
        assertEquals("Cat[lives=9]", quietly(beasts + "Beast beast = new Cat(9);\nbeast"));
        assertEquals("3", quietly("sealed class Tree permits Oak {}\nnon-sealed class Oak extends Tree {}\n"
                + "int leaves = 3;\nleaves"));
        assertEquals("5", quietly("""
                enum Two implements Water { A, B }
                sealed abstract class Base { abstract int area(); }
                final class Square extends Base { int area() { return 4; } }
                sealed interface Water {}
                non-sealed class Free extends Base { int area() { return 1; } }
                new Square().area() + new Free().area()"""));
    }

    @Test
    void aSealedFamilyGrowsWhenItsCellRunsAgain() {
        String family = "sealed interface Sum {}\nrecord One(int v) implements Sum {}\n"
                + "sealed interface Pair extends Sum {}\nrecord Both(Sum a, Sum b) implements Pair {}\n";
        assertEquals("Both[a=One[v=1], b=One[v=2]]", quietly(family + "new Both(new One(1), new One(2))"));
        assertEquals("Both[a=Minus[s=One[v=1]], b=One[v=2]]", quietly(family
                + "record Minus(Sum s) implements Sum {}\nnew Both(new Minus(new One(1)), new One(2))"));
    }

    @Test
    void aSealedTypeAloneSaysWhatItNeeds() {
        assertTrue(compileError("sealed interface Alone {}").contains(
                "sealed class must have subclasses: declare them in the same cell, or name them behind permits"));
        String error = compileError("sealed interface Bad { int f() { return nope; } }\n"
                + "record Sub() implements Bad {}");
        assertTrue(error.contains("variable nope") && !error.contains("class Sub"), error);
    }

    @Test
    void typesMayNeedEachOtherInAnyOrder() {
        assertEquals("1", quietly("""
                class Root extends Node { Root up() { return helper(this); } List<Tip> tips = new ArrayList<>(); }
                Root helper(Root t) { t.tips.add(new Tip(t)); return t; }
                record Tip(Root root) {}
                abstract class Node { abstract Root up(); }
                new Root().up().tips.size()"""));
    }

    @Test
    void aSwitchMayThrowAndYield() {
        quietly("int h(int n) { return switch (n) { case 1 -> 2; default -> throw new IllegalStateException(\"odd\"); }; }");
        assertEquals("2", quietly("h(1)"));
        assertEquals("IllegalStateException", client.run("h(2)").reply().text("ename"));
        assertEquals("7", quietly("int q = switch (2) { case 1 -> 2; default -> { int r = switch (3) { case 3 -> 7; "
                + "default -> throw new Error(); }; yield r; } }; q"));
        assertEquals("four", quietly("switch (4) { case 4 -> \"four\"; default -> throw new Error(); }"));
        assertEquals("nothing", quietly("switch (4) { case 4 -> \"four\"; default -> throw new Error(); };"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"class Object {}", "class String {}", "record Integer(int v) {}", "class System {}",
        "@interface Override {}", "class Throwable {}", "interface Iterable {}", "class Exception {}", "class Void {}",
        "enum Thread {}", "@interface SuppressWarnings {}", "class Math {}"})
    void aNameOfJavaLangSpoilsOnlyItself(String declaration) {
        Outcome outcome = client.run("java.util.function.Supplier<java.lang.String> before = () -> \"x\";\n" + declaration);
        if (outcome.status().equals("error")) {
            assertTrue(outcome.error().contains("must not be declared: this JDK puts code around each cell"),
                    outcome.error());
        }
        assertEquals("2", client.run("1 + 1").value());
        assertEquals("a", client.run("\"a\"").value());
        assertEquals("p\n", client.run("java.lang.System.out.println(\"p\");").stream("stdout"));
        assertEquals("[1]", client.run("int one() { return 1; }\nvar list = List.of(one());\nlist").value());
        client.run("%reset");
    }

    @ParameterizedTest
    @ValueSource(strings = {"int strictfp = 0;", "int goto = 1;", "class enum {}", "var class = 3;", "int 1x = 2;",
        "void if() {}", "record for(int x) {}", "String else;", "int x = 3 +;", "new", "class", "x y z", "#", "\\", "`a`",
        "int[] = {1};", "@", "1 = 2;", "\"a", "'", "''", "'ab'", "\"\"\"a\"\"\"", "package a;", "import ;", ".x", "->", "::"})
    void whatIsNoJavaIsACompileErrorWithItsLine(String code) {
        String error = compileError("int fine = 3;\n" + code);
        assertTrue(error.matches("(?s)Cell \\d+, line 2\\n.*\\^.*"), error);
    }

    @Test
    void aContextualKeywordIsAName() {
        assertEquals("3", quietly("int record = 1; int sealed = 2; record + sealed"));
    }

    @Test
    void aVariableOfANamelessTypeIsUsableLater() {
        quietly("var o = new java.lang.Object() { int x = 3; int y() { return x + 1; } };");
        assertEquals("7", quietly("o.x + o.y()"));
        quietly("interface Animal { default String hi() { return \"hi\"; } }\nrecord Dog(int a) implements Animal {}\n"
                + "record Cow(int a) implements Animal {}\nvar herd = List.of(new Dog(1), new Cow(2));");
        assertEquals("hi", quietly("herd.get(0).hi()"));
        assertEquals("Cow[a=2]", quietly("herd.get(1)"));
        quietly("var first = herd.stream().filter(each -> true).findFirst();\nvar mixed = List.of(1, \"a\");");
        assertEquals("Dog[a=1]", quietly("first.get()"));
        assertEquals("a", quietly("mixed.get(1)"));
        quietly("var grown = new ArrayList<>(List.of(new Dog(1), new Cow(2)));\ngrown.add(new Dog(3));");
        assertEquals("hi", quietly("grown.get(2).hi()"));
        quietly("var wild = new ArrayList<List<? extends Number>>(List.of(List.of(1))).get(0);");
        assertEquals("1", quietly("wild.get(0)"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"\"http://a.b\".length();|nothing", "\"http://a.b\".length()|10",
        "'\"'|\"", "'\"';|nothing", "1 + 1 /* ; */|2", "1 + 1; // ;|nothing", "1 + 1 // ;|2", "\"/*\"; // */ x|nothing",
        "\"süß ; 😀\";|nothing", "\"süß ; 😀\"|süß ; 😀", "3;;|nothing", "\"a;\"|a;", "\"\\\\\\\";\"|\\\";"})
    void aSemicolonHidesTheValueWhateverTheTextHolds(String code, String value) {
        assertEquals(value, client.run(code).value());
    }

    @Test
    void aSemicolonBehindATextBlockHidesIt() {
        assertEquals("nothing", client.run("\"\"\"\n  // /* \"; \n  \"\"\".length(); /* x */ // hey").value());
        assertEquals("10", client.run("\"\"\"\n  // /* \";;\n  \"\"\".length() // ;").value());
    }

    @Test
    void suppressedExceptionsAndTheirCausesAreShown() {
        String error = client.run("""
                void fail() throws Exception {
                    var outer = new Exception("outer", new Error("cause"));
                    outer.addSuppressed(new IllegalStateException("hidden", new Error("deep")));
                    throw outer;
                }
                fail();""").error();
        String frames = "\\n        at cell \\d+, line 3, in fail\\n        at cell \\d+, line 6\\n";
        assertTrue(error.matches("(?s)java.lang.Exception: outer\\n    at cell \\d+, line 2, in fail\\n    at .*line 6\\n"
                + "    suppressed java.lang.IllegalStateException: hidden" + frames
                + "    caused by java.lang.Error: deep" + frames + "caused by java.lang.Error: cause\\n    at .*"), error);
    }

    @Test
    void causesInACircleAreShownOnce() {
        String error = client.run("""
                var one = new Exception("1");
                var two = new Exception("2", one);
                one.initCause(two);
                two.addSuppressed(one);
                throw one;""").error().replaceAll("\\n +at [^\\n]*", "");
        assertEquals("java.lang.Exception: 1\ncaused by java.lang.Exception: 2\n"
                + "    suppressed java.lang.Exception: 1 (shown above)\ncaused by java.lang.Exception: 1 (shown above)\n", error);
        assertEquals("Odd", client.run("class Odd extends RuntimeException {\n    public String getMessage() { "
                + "throw new Odd(); }\n}\nthrow new Odd();").reply().text("ename"));
    }

    @Test
    void whatIsTooLargeForAClassSaysSoAndLeavesTheSessionWhole() {
        String text = "\"" + "x".repeat(70_000) + "\"";
        String additions = "a += 100000; ".repeat(20_000);
        for (String code : new String[] {text, text + ".length();", "String big = " + text + ";"}) {
            assertTrue(compileError(code).contains("a class holds texts of at most 65,535 bytes"));
            assertEquals("2", quietly("1 + 1"));
        }
        for (String code : new String[] {"void big() { int a = 0; " + additions + "}", "{ int a = 0; " + additions + "}"}) {
            String error = compileError(code);
            assertTrue(error.contains("code too large: a class holds at most 64 KB"), error);
            assertTrue(error.length() < 1000, error);
        }
        assertEquals("2", quietly("int big = 2; big"));
    }

    @Test
    void whatIsTooDeepForTheCompilerIsACompileError() throws Exception {
        List<String> results = new ArrayList<>();
        Thread small = new Thread(null, () -> {
            try (CellShell shell = new CellShell()) {
                results.add(result(shell, "int deep = " + "(".repeat(30_000) + "1" + ")".repeat(30_000) + ";"));
                results.add(result(shell, "if (true) ".repeat(30_000) + ";"));
                results.add(result(shell, "1 + 1"));
            }
        }, "small stack", 512 << 10);
        small.start();
        small.join();
        String tooDeep = "this is nested too deeply for the compiler: split it up";
        assertEquals(List.of(tooDeep, tooDeep, "2"), results);
    }

    private static String result(CellShell shell, String code) {
        try {
            return String.valueOf(shell.eval(code, new CellShell.Place(1, 1)));
        } catch (CellFailure failure) {
            return failure.getMessage();
        }
    }

    @Test
    void aCellWithASyntaxErrorRunsNothingAndShowsAll() {
        client.run("int touched = 0;");
        String error = compileError("touched = 1;\nint a = ;\ntouched = 2;\nvoid f( { }\nint ok = 1;\nfoo(;");
        assertTrue(error.contains("line 2\n") && error.contains("line 4\n"), error);
        assertEquals("0", quietly("touched"));
        assertTrue(compileError("int a = ;\n".repeat(14)).endsWith("\n4 more errors\n"));
    }

    @Test
    void otherErrorsOfACellAreShownTogether() {
        client.run("int shared = 5; String ran = \"\";");
        String error = compileError("ran = \"first\";\nint a = nope;\nran = \"second\";\nint b = notEither;\na + b;\n"
                + "String unlike = shared;\nint shared = 7;\nint f() { return ran; }\nint ok = 4; int twice = ok * 2;");
        assertEquals("first", quietly("ran"));
        assertEquals("5", quietly("shared"));
        assertEquals("2 4 6 8", error.replaceAll("(?s).*?line (\\d+)\\n|.+", "$1 ").strip().replaceAll(" +", " "), error);
        assertEquals("error", client.run("ok").status());
        assertEquals("error", client.run("f()").status());
    }

    @Test
    void statementsOfACellKeepTheirLinesAndTheirOrder() {
        client.run("String log = \"\"; void note(String s) { log += s; if (s.equals(\"c\")) throw new Error(s); }");
        String error = client.run("note(\"a\"); note(\"b\");\n\nif (log.isEmpty())\n    note(\"x\");\nnote(\n    \"c\");\n"
                + "note(\"d\");").error();
        assertTrue(error.matches("(?s).*cell \\d+, line 5\\n"), error);
        assertEquals("ab" + "c", quietly("log"));
        assertEquals("error", client.run("log = \"\"; note(\"1\");\nnote(\"2\"); nope();\nnote(\"3\");").status());
        assertEquals("12", quietly("log"));
        assertEquals("1", quietly("int n = 0;\nn++;\nwhile (true) { break; }\nif (true) { }\nn"));
    }

    @Test
    void anInterruptEndsACellBetweenStatementsThatCatchIt() {
        String id = client.send("System.out.println(\"runs\");\n"
                + "try { Thread.sleep(60_000); } catch (InterruptedException e) { }\n"
                + "System.out.println(\"goes on\");");
        client.next(id, "stream");
        client.interrupt();
        Outcome outcome = client.outcome(id);
        assertEquals("Interrupted", outcome.reply().text("ename"));
        assertEquals("", outcome.stream("stdout"));
    }

    @Test
    void assertsSayOnceThatTheyAreOff() {
        assertEquals("ok", client.run("%reset").status());
        assertEquals("Asserts are off and check nothing: install the kernel with --jvm-option -ea to switch them on.\n",
                client.run("assert 1 + 1 == 3;").stream("stderr"));
        assertEquals("", client.run("assert 1 + 1 == 3;").stream("stderr"));
    }

    @Test
    void assertsCheckWhereTheyAreOn() throws IOException {
        try (KernelClient checked = new KernelClient(Map.of("JDK_JAVA_OPTIONS", "-ea"))) {
            assertEquals("AssertionError", checked.run("assert 1 + 1 == 3;").reply().text("ename"));
            Outcome method = checked.run("void check(int n) { assert n > 0 : \"n is \" + n; }\ncheck(-1)");
            assertEquals("n is -1", method.reply().text("evalue"));
            assertEquals("", method.stream("stderr"));
        }
    }
}
