// SPDX-License-Identifier: Apache-2.0
package koopman;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The lists of third parties: the one made by the build, and the light kernel's, which is written by hand. */
class ThirdPartiesTest {

    private static final Path TEXTS = Path.of("src/main/licences");
    /** Texts to which others refer. */
    private static final Set<String> COMPANIONS = Set.of("GPL-3.0.txt", "GCC-exception-3.1.txt", "THIRD-PARTY.ftl");
    /** What the light jar takes from the library's class path into its own folder of the resolver; see pom.xml. */
    private static final Pattern NEEDS = Pattern.compile("<includeArtifactIds>(.*)</includeArtifactIds>");
    private static final Pattern SHADED = Pattern.compile("<include>([\\w.-]+:[\\w.-]+)</include>");
    private static final Pattern ENTRY = Pattern.compile("(?m)^  (\\S+:\\S+) {2,}(\\S+) {2,}(.*)$");

    private record Party(String artifact, String version, String licence, String text, boolean resolver) {

        String id() {
            return artifact.substring(artifact.indexOf(':') + 1);
        }

        /** The jar on the class path of this test, where it is there. */
        Optional<Path> jar() {
            return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of)
                    .filter(each -> each.getFileName().toString().equals(id() + "-" + version + ".jar")).findFirst();
        }
    }

    private final List<Party> parties = parties();

    @Test
    void everyTextIsThereAndNoneTooMany() throws IOException {
        Set<String> named = parties.stream().map(Party::text).collect(Collectors.toCollection(TreeSet::new));
        assertTrue(named.remove("LICENSE"));
        named.addAll(COMPANIONS);
        try (Stream<Path> files = Files.list(TEXTS)) {
            assertEquals(named, files.map(each -> each.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    @Test
    void textsAreThoseThatTheJarsBring() throws IOException {
        Set<String> compared = new LinkedHashSet<>();
        for (Party each : parties) {
            Optional<Path> jar = each.jar();
            if (jar.isPresent() && !each.text().equals("LICENSE")) {
                Optional<String> brought = licence(jar.get());
                if (brought.isPresent()) {
                    assertEquals(words(brought.get()), words(Files.readString(TEXTS.resolve(each.text()))), each.artifact());
                    compared.add(each.text());
                }
            }
        }
        assertEquals(Set.of("icu4j.txt", "classgraph.txt", "checker-qual.txt", "slf4j.txt"), compared);
    }

    @Test
    void theLightKernelsListIsOfWhatGoesIn() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String shade = pom.substring(pom.indexOf("<artifactSet>"), pom.indexOf("</artifactSet>"));
        Set<String> shaded = SHADED.matcher(shade).results().map(each -> each.group(1)).collect(Collectors.toSet());
        String[] list = Files.readString(Path.of("src/main/kernel/THIRD-PARTY.txt")).split("META-INF/resolver holds");
        assertEquals(licences(parties.stream().filter(each -> shaded.contains(each.artifact()))), entries(list[0]));
        assertEquals(shaded, entries(list[0]).keySet());

        var needs = NEEDS.matcher(pom);
        assertTrue(needs.find());
        Set<String> needed = Set.of(needs.group(1).split(","));
        assertEquals(licences(parties.stream().filter(each -> each.resolver() || needed.contains(each.id()))
                .filter(each -> !each.licence().startsWith("Apache-2.0"))), entries(list[1]));
    }

    private static Map<String, String> licences(Stream<Party> parties) {
        return parties.collect(Collectors.toMap(Party::artifact, each -> each.licence().split(" or ")[0], (a, b) -> a,
                TreeMap::new));
    }

    private static Map<String, String> entries(String text) {
        return ENTRY.matcher(text).results().collect(Collectors.toMap(each -> each.group(1), each -> each.group(2),
                (a, b) -> a, TreeMap::new));
    }

    private static List<Party> parties() {
        try {
            String[] list = Files.readString(Path.of("target/classes/META-INF/THIRD-PARTY.txt")).split("In lib/resolver");
            return Stream.of(0, 1).flatMap(part -> list[part].lines().filter(line -> line.contains(" | ")).map(line -> {
                String[] cells = line.trim().split(" \\| ");
                int colon = cells[0].lastIndexOf(':');
                return new Party(cells[0].substring(0, colon), cells[0].substring(colon + 1), cells[1], cells[2], part == 1);
            })).toList();
        } catch (IOException e) {
            throw new AssertionError("target/classes/META-INF/THIRD-PARTY.txt must be there: mvn generate-resources", e);
        }
    }

    private static Optional<String> licence(Path path) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            var entry = jar.stream().filter(each -> each.getName().matches("(META-INF/)?LICENSE[^/]*")).findFirst();
            return entry.isEmpty() ? Optional.empty()
                    : Optional.of(new String(jar.getInputStream(entry.get()).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", " ").trim();
    }
}
