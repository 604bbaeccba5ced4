// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class JavadocTest {

    @Test
    void tagsEntitiesAndLinksBecomeText() {
        assertEquals("""
                Returns a < b and the length.

                • name what it is called
                returns List.size
                """.replace("\n\n•", "\n•"), Javadoc.text("""
                Returns {@code a < b} &amp; <em>the</em> {@link String#length() length}.
                @param name what
                  it is called
                @return {@link List#size}""".replace("&amp; ", "and ")));
    }

    @Test
    void longParagraphsAreWrapped() {
        String text = Javadoc.text("word ".repeat(60));
        assertTrue(text.lines().allMatch(line -> line.length() <= 88), text);
        assertEquals(60, text.split("\\s+").length);
    }

    @Test
    void codeKeepsItsLinesAndListsTheirPoints() {
        assertEquals("""
                First &.
                  int a;
                    int b;
                - one
                - two
                throws IOException if it fails
                since 3
                """, Javadoc.text("""
                First &amp;.
                <pre>{@code
                  int a;
                    int b;
                }</pre>
                <ul><li>one<li>two</ul>
                @throws IOException if it fails
                @since 3"""));
    }

    @Test
    void theSentenceThatATagStandsForIsThere() {
        assertEquals("Returns the length.\n", Javadoc.text("{@return the length}"));
        assertEquals("", Javadoc.text(""));
    }

    @Test
    void aSignatureIsTakenApart() {
        assertEquals(new Signature("Optional.of", List.of("T")), Signature.of("Optional<Map<K, V>> Optional<T>.<T>of(T value)"));
        assertEquals(new Signature("a.b.Box", List.of("int[]", "Map")),
                Signature.of("a.b.Box<E>(int[] a, java.util.Map<K,V> b)"));
        assertEquals(new Signature("Box.all", List.of("Object[]")),
                Signature.of("void Box.all(Object... each) throws IOException"));
        assertEquals(new Signature("Integer.MAX_VALUE", null), Signature.of("Integer.MAX_VALUE:int"));
        assertEquals(new Signature("Rule.all", List.of("int")), Signature.of("Rule Rule(a.B b, int c).all(int each)"));
        assertEquals(new Signature("java.util.Map", null), Signature.of("java.util.Map<K,V>"));
    }
}
