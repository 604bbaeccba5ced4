package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
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
        publish("base", "1.0", "jar", "", "");
        publish("top", "1.0", "bundle", "", dependency("base", "<version>1.0</version>"));
        publish("top", "1.0", "bundle", "-linux", dependency("base", "<version>1.0</version>"));
        publish("needy", "1.0", "jar", "", dependency("absent", "<version>2.0</version>"));
        Files.writeString(Files.createDirectories(home.resolve(".m2")).resolve("settings.xml"), """
                <settings><mirrors><mirror><id>ours</id><mirrorOf>*</mirrorOf><url>%s</url></mirror></mirrors></settings>
                """.formatted(repository()));
        client = new KernelClient(Map.of("JAVA_TOOL_OPTIONS", "-Duser.home=" + home));
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    private static String repository() {
        return home.resolve("repository").toUri().toString();
    }

    private static String dependency(String artifact, String more) {
        return "<dependency><groupId>g</groupId><artifactId>" + artifact + "</artifactId>" + more + "</dependency>";
    }

    private static void publish(String artifact, String version, String packaging, String classifier, String needed)
            throws IOException {
        Path folder = Files.createDirectories(home.resolve("repository/g").resolve(artifact).resolve(version));
        String name = artifact + "-" + version;
        Files.writeString(folder.resolve(name + ".pom"), "<project><modelVersion>4.0.0</modelVersion>"
                + "<groupId>g</groupId><artifactId>" + artifact + "</artifactId><version>" + version + "</version>"
                + "<packaging>" + packaging + "</packaging><dependencies>" + needed + "</dependencies></project>");
        var file = Files.newOutputStream(folder.resolve(name + classifier + ".jar"));
        try (JarOutputStream jar = new JarOutputStream(file)) {
            jar.putNextEntry(new ZipEntry(artifact + classifier + ".txt"));
            jar.write("hello".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static List<String> added() {
        return client.run("%classpath").value().lines().map(line -> Path.of(line).getFileName().toString()).toList();
    }

    @Test
    void aBundleAndWhatItNeedsAreThereForTheCellsThatFollow() {
        client.run("%maven g:top:1.0");
        assertEquals("true", client.run("List.of(\"top.txt\", \"base.txt\").stream().allMatch(name ->\n"
                + "Thread.currentThread().getContextClassLoader().getResource(name) != null)").value());
    }

    @Test
    void typeAndClassifierChooseTheFile() {
        assertEquals("ok", client.run("%maven g:top:jar:linux:1.0\n%maven g:top:bundle:1.0").status());
        assertEquals(List.of("base-1.0.jar", "top-1.0-linux.jar", "top-1.0.jar"), added().stream().sorted().toList());
    }

    @Test
    void whatIsNotFoundIsNamedAndWhereItWasLookedFor() {
        String place = " in ours (" + repository() + ")\n";
        assertEquals("Could not find artifact g:missing:jar:1.0" + place, client.run("%maven g:missing:1.0").error());
        assertEquals("Could not find artifact g:absent:jar:2.0" + place, client.run("%maven g:needy:1.0").error());
    }

    @Test
    void aPomMayManageVersions() {
        String managed = "<dependencyManagement><dependencies>" + dependency("base", "<version>1.0</version>")
                + "</dependencies></dependencyManagement>";
        assertEquals("ok", client.run("%%loadFromPOM\n" + managed + "<dependencies>" + dependency("base", "")
                + "</dependencies>").status());
        assertEquals("'dependencies.dependency.version' for g:base:jar is missing.\n",
                client.run("%%loadFromPOM\n" + dependency("base", "")).error());
    }

    @Test
    void theMirrorStandsForAddedRepositoriesAsWell() {
        String error = client.run("%mavenRepo mine https://repository.invalid\n%maven g:other:1.0").error();
        assertEquals("Could not find artifact g:other:jar:1.0 in ours (" + repository() + ")\n", error);
    }
}
