package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    void ourOwnMembersAreFoundBySignature() {
        assertTrue(OwnSources.documentation("koopman.display.LiveLine").startsWith("One line of output"));
        assertEquals("Returns the text of a value.",
                OwnSources.documentation("String koopman.jupyter.PlainText.of(Object value)"));
        assertEquals("", OwnSources.documentation("int Math.max(int a, int b)"));
        assertEquals("", OwnSources.documentation("void koopman.display.LiveLine.nothing()"));
    }
}
