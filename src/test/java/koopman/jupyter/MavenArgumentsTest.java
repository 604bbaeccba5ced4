// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class MavenArgumentsTest {

    @Test
    void optionsStandAnywhereAmongTheCoordinates() {
        assertEquals(new MavenArguments(List.of("g:a:1", "g:b:2"), List.of("h:c", "*:*", "i:*"), true),
                MavenArguments.of(List.of("--without", "h:c", "g:a:1", "--show", "--alone", "g:b:2", "--without=i:*")));
    }

    @Test
    void anUnknownOptionIsRefusedWithThoseThereAre() {
        for (String other : List.of("--from=central", "--Alone", "-v", "--alone=yes", "-")) {
            assertRefused(other + " is no option of %maven. There are --alone, --show and --without group:artifact; "
                    + "repositories are those of Maven's settings and of %mavenRepo.", "g:a:1", other);
        }
    }

    @Test
    void whatStaysAwayMustBeNamedWhole() {
        for (String wrong : List.of("guava", "g:a:1", ":a", "g:", "*")) {
            assertRefused("--without (" + wrong + ") must be group:artifact, or group:* for all of a group", "g:a:1",
                    "--without=" + wrong);
        }
        assertRefused("--without () must be group:artifact, or group:* for all of a group", "g:a:1", "--without");
    }

    @Test
    void optionsWithoutCoordinatesAreRefused() {
        assertRefused("%maven needs coordinates, as in %maven com.google.guava:guava:33.0.0-jre", "--show", "--alone");
    }

    private static void assertRefused(String message, String... arguments) {
        assertEquals(message, assertThrows(IllegalArgumentException.class,
                () -> MavenArguments.of(List.of(arguments))).getMessage());
    }
}
