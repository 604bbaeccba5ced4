// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import koopman.jupyter.KernelClient.Outcome;
import koopman.jupyter.KernelClient.Received;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user whose settings send Maven to a repository in a folder, and who has nothing else. */
class DependencyMagicsTest {

    @TempDir
    private static Path home;
    private static KernelClient client;

    @BeforeAll
    static void start() throws IOException {
        String base = dependencies(dependency("base", "<version>1.0</version>"));
        publish("base", "1.0", "jar", "", "");
        publish("top", "1.0", "bundle", "", base);
        publish("top", "1.0", "bundle", "-linux", base);
        publish("needy", "1.0", "jar", "", dependencies(dependency("absent", "<version>2.0</version>")));
        publish("family", "1.0", "pom", "", "<licenses><license><name>Ours &amp; yours</name></license><license>"
                + "<url>https://example.org/licence</url></license></licenses>");
        publish("child", "1.0", "jar", "", "<parent><groupId>g</groupId><artifactId>family</artifactId>"
                + "<version>1.0</version></parent>" + base);
        publish("late", "1.0", "jar", "", base);
        publish("large", "1.0", "jar", "", "", randomBytes(1_200_000));
        Files.createDirectories(home.resolve(".m2"));
        mirror(repository());
        client = new KernelClient(Map.of("JAVA_TOOL_OPTIONS", "-Duser.home=" + home));
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    private static void mirror(String url) throws IOException {
        Files.writeString(home.resolve(".m2/settings.xml"), """
                <settings><mirrors><mirror><id>ours</id><mirrorOf>*</mirrorOf><url>%s</url></mirror></mirrors></settings>
                """.formatted(url));
    }

    private static byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static String repository() {
        return home.resolve("repository").toUri().toString();
    }

    private static String dependency(String artifact, String more) {
        return "<dependency><groupId>g</groupId><artifactId>" + artifact + "</artifactId>" + more + "</dependency>";
    }

    private static String dependencies(String each) {
        return "<dependencies>" + each + "</dependencies>";
    }

    private static void publish(String artifact, String version, String packaging, String classifier, String more)
            throws IOException {
        publish(artifact, version, packaging, classifier, more, "hello".getBytes(StandardCharsets.UTF_8));
    }

    private static void publish(String artifact, String version, String packaging, String classifier, String more,
            byte[] content) throws IOException {
        Path folder = Files.createDirectories(home.resolve("repository/g").resolve(artifact).resolve(version));
        String name = artifact + "-" + version;
        Files.writeString(folder.resolve(name + ".pom"), "<project><modelVersion>4.0.0</modelVersion>"
                + "<groupId>g</groupId><artifactId>" + artifact + "</artifactId><version>" + version + "</version>"
                + "<packaging>" + packaging + "</packaging>" + more + "</project>");
        var file = Files.newOutputStream(folder.resolve(name + classifier + ".jar"));
        try (JarOutputStream jar = new JarOutputStream(file)) {
            jar.putNextEntry(new ZipEntry(artifact + classifier + ".txt"));
            jar.write(content);
        }
    }

    /** Returns the names of the files that are added. */
    private static List<String> added(String... arguments) {
        String value = client.run("List<String> jars = lineMagic(\"maven\", List.of(\"" + String.join("\", \"", arguments)
                + "\"));\nString.join(\" \", jars)").value();
        return Stream.of(value.split(" ")).map(path -> Path.of(path).getFileName().toString()).sorted().toList();
    }

    @Test
    void aBundleAndWhatItNeedsAreThereForTheCellsThatFollow() {
        client.run("%maven g:top:1.0");
        assertEquals("true", client.run("List.of(\"top.txt\", \"base.txt\").stream().allMatch(name ->\n"
                + "Thread.currentThread().getContextClassLoader().getResource(name) != null)").value());
    }

    @Test
    void typeAndClassifierChooseTheFile() {
        assertEquals(List.of("base-1.0.jar", "top-1.0-linux.jar", "top-1.0.jar"),
                added("g:top:jar:linux:1.0", "g:top:bundle:1.0"));
    }

    @Test
    void aloneComesWithoutWhatItNeeds() {
        assertEquals(List.of("needy-1.0.jar", "top-1.0.jar"), added("g:needy:1.0", "--alone", "g:top:1.0"));
    }

    @Test
    void whatIsToStayAwayDoes() {
        assertEquals(List.of("base-1.0.jar", "needy-1.0.jar", "top-1.0.jar"),
                added("--without", "g:absent", "g:needy:1.0", "g:top:1.0"));
        assertEquals(List.of("needy-1.0.jar", "top-1.0.jar"), added("--without=g:*", "g:needy:1.0", "g:top:1.0"));
        assertEquals(List.of("needy-1.0.jar", "top-1.0.jar"),
                added("g:needy:1.0", "--without", "*:absent", "g:top:1.0", "--without", "g:base"));
        assertEquals("error", client.run("%maven --without other:absent g:needy:1.0").status());
    }

    @Test
    void exclusionsOfAPomCount() {
        String excluding = dependency("needy", "<version>1.0</version><exclusions><exclusion><groupId>g</groupId>"
                + "<artifactId>absent</artifactId></exclusion></exclusions>");
        assertEquals("ok", client.run("%%loadFromPOM\n" + excluding).status());
    }

    @Test
    void aTableTellsWhatWasAddedAndUnderWhichLicence() {
        Outcome shown = client.run("%maven --show g:child:1.0");
        assertEquals("""
                artifact  version  size  licence
                g:child   1.0      1 kB  Ours & yours, https://example.org/licence
                g:base    1.0      1 kB  none named
                2 jars             1 kB""", shown.value());
        String html = shown.of("execute_result").get(0).data("text/html");
        assertTrue(html.startsWith("<table class=\"dataframe\">"), html);
        assertTrue(html.contains("<td style=\"text-align:right\">1 kB</td><td style=\"text-align:left\">Ours &amp; yours, "), html);
        assertEquals("""
                artifact     version  size  licence
                g:top:linux  1.0      1 kB  none named""", client.run("%maven --show --alone g:top:jar:linux:1.0").value());
        assertEquals(List.of("base-1.0.jar", "child-1.0.jar"), added("--show", "g:child:1.0"));
    }

    @Test
    void coordinatesMayStandInTheLinesOfACell() {
        assertEquals("""
                artifact  version  size  licence
                g:needy   1.0      1 kB  none named
                g:base    1.0      1 kB  none named
                2 jars             1 kB""", client.run("%%maven --show --alone\ng:needy:1.0\ng:base:1.0\n").value());
        assertEquals("--alnoe is no option of %maven. There", client.run("%%maven --alnoe\ng:base:1.0").error().split(" are ")[0]);
    }

    @Test
    void whatIsNotFoundIsNamedAndWhereItWasLookedFor() {
        String place = " in ours (" + repository() + ")\n";
        assertEquals("Could not find artifact g:missing:jar:1.0" + place, client.run("%maven g:missing:1.0").error());
        assertEquals("Could not find artifact g:absent:jar:2.0" + place, client.run("%maven g:needy:1.0").error());
    }

    @Test
    void whatWasResolvedOnceIsThereWithoutANetworkAndWhatWasNotIsNamed() throws IOException {
        Outcome before = client.run("%maven --show g:child:1.0 g:top:1.0");
        mirror("http://127.0.0.1:1/");
        try {
            Outcome after = client.run("%maven --show g:child:1.0 g:top:1.0");
            assertEquals("ok", after.status());
            assertEquals(before.value(), after.value());
            assertUnreachable("g:late:pom:1.0", client.run("%maven g:late:1.0 g:top:1.0").error());
            assertUnreachable("g:late:pom:1.0", client.run("%maven --alone g:late:1.0").error());
            Files.delete(home.resolve(".m2/repository/g/family/1.0/family-1.0.pom"));
            assertUnreachable("g:family:pom:1.0", client.run("%maven g:child:1.0").error());
        } finally {
            mirror(repository());
        }
        assertEquals("ok", client.run("%maven g:late:1.0").status());
    }

    private static void assertUnreachable(String artifact, String error) {
        assertTrue(error.startsWith("Could not transfer artifact " + artifact + " from/to ours (http://127.0.0.1:1/): "), error);
        assertTrue(error.endsWith(". It is not in the local repository yet: connect to the network and try again; "
                + "from then on it is found without.\n"), error);
        assertEquals(1, error.lines().count(), error);
    }

    @Test
    void aLargeDownloadIsToldOnce() {
        Outcome first = client.run("%maven g:large:1.0");
        assertEquals("downloading large-1.0.jar: 1.2 MB", last(first).plain());
        assertEquals(List.of(), client.run("%maven g:large:1.0").of("display_data"));
    }

    private static Received last(Outcome outcome) {
        return Stream.of("display_data", "update_display_data").flatMap(type -> outcome.of(type).stream())
                .reduce((before, after) -> after).orElseThrow();
    }

    @Test
    void aPomMayManageVersions() {
        String managed = "<dependencyManagement>" + dependencies(dependency("base", "<version>1.0</version>"))
                + "</dependencyManagement>";
        assertEquals("ok", client.run("%%loadFromPOM\n" + managed + dependencies(dependency("base", ""))).status());
        assertEquals("'dependencies.dependency.version' for g:base:jar is missing.\n",
                client.run("%%loadFromPOM\n" + dependency("base", "")).error());
    }

    @Test
    void theMirrorStandsForAddedRepositoriesAsWell() {
        String error = client.run("%mavenRepo mine https://repository.invalid\n%maven g:other:1.0").error();
        assertEquals("Could not find artifact g:other:jar:1.0 in ours (" + repository() + ")\n", error);
    }
}
