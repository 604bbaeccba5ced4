// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import koopman.display.Displayable;
import org.junit.jupiter.api.Test;

/** Values whose own methods do what they should not. */
class OddValuesTest {

    private static final String THREW = "Odd whose toString threw IllegalStateException: odd";

    private static final class Odd {
        @Override
        public String toString() {
            throw new IllegalStateException("odd");
        }
    }

    private static final class Mute {
        @Override
        public String toString() {
            return null;
        }
    }

    private record Holder(Object odd) {}

    private record Circle(List<Object> all) {}

    private static final class Broken extends AbstractList<Object> {
        @Override
        public Object get(int index) {
            throw new IllegalStateException("no element");
        }

        @Override
        public int size() {
            return 3;
        }
    }

    private final Displays displays = new Displays();

    private String text(Object value) {
        return Displays.text(displays.render(value));
    }

    @Test
    void whatToStringThrowsIsPartOfTheText() {
        assertEquals(THREW, text(new Odd()));
        assertEquals("Mute whose toString returned null", text(new Mute()));
        assertEquals("[" + THREW + ", 1]", text(List.of(new Odd(), 1)));
        assertEquals("{k=" + THREW + "}", text(Map.of("k", new Odd())));
        assertEquals("Object[1] {" + THREW + "}", text(new Object[] {new Odd()}));
        assertEquals("Optional[" + THREW + "]", text(Optional.of(new Odd())));
        assertTrue(text(new Holder(new Odd())).contains("IllegalStateException: odd"));
    }

    @Test
    void aCollectionThatCannotBeReadIsNoError() {
        assertEquals("Broken whose toString threw IllegalStateException: no element", text(new Broken()));
        assertTrue(text(Collections.unmodifiableList(new Broken())).endsWith(" threw IllegalStateException: no element"));
    }

    @Test
    void whatContainsItselfComesToAnEnd() {
        Map<String, Object> map = new HashMap<>();
        map.put("self", map);
        assertEquals("{self={self={self={self={…=…}}}}}", text(map));
        List<Object> all = new ArrayList<>();
        Circle circle = new Circle(all);
        all.add(circle);
        assertTrue(text(circle).startsWith("Circle whose toString threw StackOverflowError"), text(circle));
    }

    @Test
    void aTreeOfListsIsCut() {
        Object tree = 1;
        for (int i = 0; i < 6; i++) {
            tree = Collections.nCopies(20, tree);
        }
        assertTrue(text(tree).length() < 20_000, "" + text(tree).length());
    }

    @Test
    void aHugeTextIsCutWithItsLength() {
        String text = text("x".repeat(5_000_000));
        assertEquals("x… 5,000,000 characters in all", text.substring(99_999));
    }

    @Test
    void aDisplayableThatThrowsIsATextToo() {
        Displayable value = () -> {
            throw new IllegalStateException("odd");
        };
        assertTrue(text(value).endsWith(" whose display threw IllegalStateException: odd"), text(value));
    }
}
