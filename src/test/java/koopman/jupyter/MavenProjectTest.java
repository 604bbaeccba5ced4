// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class MavenProjectTest {

    @Test
    void coordinatesWithAClassifierBecomeADependency() {
        String xml = MavenProject.ofCoordinates(List.of("g:a:jar:linux:1.0"), List.of()).xml();
        assertTrue(xml.contains("<dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId>"
                + "<version>1.0</version><type>jar</type><classifier>linux</classifier></dependency></dependencies>"),
                xml);
    }

    @Test
    void aPartOfAPomBecomesAWholeOne() {
        String xml = MavenProject.ofXml("<dependency><groupId>g</groupId></dependency>",
                List.of("<repository/>")).xml();
        assertTrue(xml.contains("<repositories><repository/></repositories><dependencies><dependency>"), xml);
    }

    @Test
    void aWholePomStaysAsItIs() {
        String pom = "<project><modelVersion>4.0.0</modelVersion></project>";
        assertEquals(pom, MavenProject.ofXml(pom, List.of("<repository/>")).xml());
    }

    @Test
    void otherCoordinatesAreRefused() {
        assertEquals("coordinates (g:a) must be group:artifact:version, group:artifact:type:version or "
                + "group:artifact:type:classifier:version", assertThrows(IllegalArgumentException.class,
                () -> MavenProject.ofCoordinates(List.of("g:a"), List.of())).getMessage());
    }
}
