// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlainTextTest {

    record Holder(int[] numbers, Object thing) {}

    @Test
    void anArrayShowsItsElementsAndItsLength() {
        assertEquals("int[3] {1, 2, 3}", PlainText.of(new int[] {1, 2, 3}));
        assertEquals("String[1] {a}", PlainText.of(new String[] {"a"}));
    }

    @Test
    void aMatrixShowsItsRowsInLines() {
        assertEquals("double[2][] {\n  double[2] {1.0, 2.0},\n  double[1] {3.0}}",
                PlainText.of(new double[][] {{1, 2}, {3}}));
    }

    @Test
    void whatIsLongIsCutWithACount() {
        List<Integer> many = IntStream.range(0, 1234).boxed().toList();
        assertEquals("[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, … 1,234 in all]",
                PlainText.of(many));
    }

    @Test
    void nothingShowsAHashCode() {
        assertEquals("java.lang.Object", PlainText.of(new Object()));
        assertEquals("[int[1] {1}, java.lang.Object]", PlainText.of(List.of(new int[] {1}, new Object())));
        assertEquals("{k=long[0] {}}", PlainText.of(Map.of("k", new long[0])));
        assertEquals("Optional[char[1] {x}]", PlainText.of(Optional.of(new char[] {'x'})));
        assertEquals("Holder[numbers=int[1] {7}, thing=java.lang.Object]",
                PlainText.of(new Holder(new int[] {7}, new Object())));
        Supplier<String> lambda = () -> "";
        assertEquals("Supplier lambda", PlainText.of(lambda));
    }

    @Test
    void anAddressIsNotTakenForAHashCode() {
        assertEquals("ada@lovelace.org", PlainText.of(new StringBuilder("ada@lovelace.org")));
        assertEquals("[someone@cafe]", PlainText.of(List.of("someone@cafe")));
    }

    @Test
    void whatContainsItselfComesToAnEnd() {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        assertEquals("[[[[[…]]]]]", PlainText.of(endless));
    }

    @Test
    void aClassOfACellHasTheNameThatTheUserGaveIt() {
        assertEquals("Point[x=1]", PlainText.clean("REPL.$JShell$12B$Point[x=1]"));
    }
}
