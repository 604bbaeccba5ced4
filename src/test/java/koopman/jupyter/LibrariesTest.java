// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import koopman.jupyter.KernelClient.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which version of a library counts, and where jars are found. */
class LibrariesTest {

    /** The kernel's version of Gson. */
    private static final String OWN = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(each -> Path.of(each).getFileName().toString()).filter(each -> each.startsWith("gson-")).findFirst()
            .orElseThrow().replaceAll("gson-|\\.jar", "");

    @TempDir
    private static Path home;
    private static KernelClient client;

    @BeforeAll
    static void start() throws IOException {
        for (String version : List.of("2.8.9", "2.9.0", OWN)) {
            publish("com.google.code.gson", "gson", version, "");
        }
        publish("g", "base", "1.0", "");
        publish("g", "base", "2.0", "");
        publish("g", "top", "1.0", dependency("com.google.code.gson", "gson", "2.9.0") + dependency("g", "base", "1.0"));
        Files.writeString(Files.createDirectories(home.resolve(".m2")).resolve("settings.xml"), """
                <settings><mirrors><mirror><id>ours</id><mirrorOf>*</mirrorOf><url>%s</url></mirror></mirrors></settings>
                """.formatted(home.resolve("repository").toUri()));
        client = new KernelClient(Map.of("JAVA_TOOL_OPTIONS", "-Duser.home=" + home, "JJAVA_CLASSPATH", ""));
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    private static String dependency(String group, String artifact, String version) {
        return "<dependency><groupId>" + group + "</groupId><artifactId>" + artifact + "</artifactId><version>" + version
                + "</version></dependency>";
    }

    private static void publish(String group, String artifact, String version, String needed) throws IOException {
        Path folder = Files.createDirectories(home.resolve("repository").resolve(group.replace('.', '/')).resolve(artifact)
                .resolve(version));
        String name = artifact + "-" + version;
        Files.writeString(folder.resolve(name + ".pom"), "<project><modelVersion>4.0.0</modelVersion><groupId>" + group
                + "</groupId><artifactId>" + artifact + "</artifactId><version>" + version + "</version><dependencies>"
                + needed + "</dependencies></project>");
        Path source = Files.writeString(folder.resolve("Made.java"), "package " + artifact + ";\npublic class Made {\n"
                + "    /** Made well. */\n    public static int well() { return 1; }\n}\n");
        ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", folder.toString(), source.toString());
        jar(folder.resolve(name + ".jar"), Map.of(artifact + ".txt", version.getBytes(StandardCharsets.UTF_8),
                artifact + "/Made.class", Files.readAllBytes(folder.resolve(artifact).resolve("Made.class"))));
        jar(folder.resolve(name + "-sources.jar"), Map.of(artifact + "/Made.java", Files.readAllBytes(source)));
    }

    private static Path jar(Path file, String entry, String content) throws IOException {
        return jar(file, Map.of(entry, content.getBytes(StandardCharsets.UTF_8)));
    }

    private static Path jar(Path file, Map<String, byte[]> entries) throws IOException {
        Files.createDirectories(file.getParent());
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                jar.putNextEntry(new ZipEntry(each.getKey()));
                jar.write(each.getValue());
            }
        }
        return file;
    }

    @Test
    void anotherVersionThanTheKernelsIsNotGotInSilence() {
        String said = client.run("%maven com.google.code.gson:gson:2.8.9").stream("stderr");
        assertTrue(said.startsWith("gson 2.8.9 was asked for, but the session has " + OWN + " already, which counts: "
                + "it is the kernel's own, at "), said);
        assertTrue(client.run("com.google.gson.Gson.class.getProtectionDomain().getCodeSource().getLocation().toString()")
                .value().contains(OWN));
    }

    @Test
    void theSameVersionIsNoNews() {
        assertEquals("", client.run("%maven com.google.code.gson:gson:" + OWN).stream("stderr"));
    }

    @Test
    void whatALibraryNeedsAndWhatIsAskedForTwiceIsToldToo() {
        String said = client.run("%maven g:top:1.0").stream("stderr");
        assertTrue(said.startsWith("gson 2.9.0 was asked for, but the session has " + OWN + " already"), said);
        assertEquals(1, said.lines().count(), said);
        assertEquals("base 2.0 was asked for, but the session has 1.0 already, which counts: to have 2.0, restart the "
                + "kernel and ask for it first\n", client.run("%maven g:base:2.0").stream("stderr"));
        assertEquals("1.0", client.run("new String(Thread.currentThread().getContextClassLoader()"
                + ".getResourceAsStream(\"base.txt\").readAllBytes())").value());
        assertEquals("", client.run("%maven g:base:1.0").stream("stderr"));
    }

    @Test
    void aVersionIsReadFromTheMarkOfMavenOrTheFileName() throws IOException {
        Path marked = jar(home.resolve("lib/renamed.jar"), "META-INF/maven/g/thing/pom.properties",
                "groupId=g\nartifactId=thing\nversion=3.1\n");
        assertEquals("thing 3.1", Library.in(marked).get(0).artifact() + " " + Library.in(marked).get(0).version());
        Library named = Library.in(jar(home.resolve("lib/guava-33.0.0-jre.jar"), "a", "")).get(0);
        assertEquals("guava 33.0.0-jre", named.artifact() + " " + named.version());
        assertEquals(List.of(), Library.in(jar(home.resolve("lib/plain.jar"), "a", "")));
        Files.writeString(home.resolve("lib/broken-1.0.jar"), "no jar");
        assertEquals("1.0", Library.in(home.resolve("lib/broken-1.0.jar")).get(0).version());
    }

    @Test
    void sourcesAreFetchedFromWhereTheJarCameFrom() throws IOException {
        client.run("%maven g:base:1.0");
        Path jar = home.resolve(".m2/repository/g/base/1.0/base-1.0.jar");
        assertEquals("g:base:jar:sources:1.0", PomFile.sourcesOf(jar));
        assertEquals("", PomFile.sourcesOf(home.resolve("lib/plain.jar")));
        JsonObject request = KernelClient.json("code", "base.Made.well(");
        request.addProperty("cursor_pos", "base.Made.well(".length());
        request.addProperty("detail_level", 0);
        assertTrue(client.reply(client.shell, client.request(client.shell, "inspect_request", request)).plain()
                .contains("    Made well."));
        assertTrue(Files.exists(jar.resolveSibling("base-1.0-sources.jar")));
    }

    @Test
    void jarsAreFoundInFoldersOfAnyName() throws IOException {
        for (String folder : List.of("with blank", "größe", "a[1]{2}", "c++", "no#1", "100%", "~x")) {
            jar(home.resolve("odd").resolve(folder).resolve("x-" + folder + ".jar"), folder + ".txt", folder);
            Outcome outcome = client.run("%jars \"" + home + "/odd/" + folder + "/*.jar\"");
            assertEquals("ok", outcome.status(), folder + outcome.outputs());
            assertEquals(folder, client.run("new String(Thread.currentThread().getContextClassLoader().getResourceAsStream(\""
                    + folder + ".txt\").readAllBytes())").value());
        }
    }

    @Test
    void starsStandForFoldersToo() throws IOException {
        jar(home.resolve("libs/one/x-1.jar"), "one.txt", "1");
        jar(home.resolve("libs/two/deep/x-2.jar"), "two.txt", "2");
        jar(home.resolve("libs/two/y-2.jar"), "three.txt", "3");
        Files.writeString(home.resolve("libs/one/readme.txt"), "");
        assertEquals(List.of("x-1.jar"), names(home + "/libs/*/x-*.jar"));
        assertEquals(List.of("x-1.jar", "x-2.jar", "y-2.jar"), names(home + "/libs/**/*.jar"));
        assertEquals(List.of("x-1.jar", "y-2.jar"), names(home + "/libs/*/?-?.jar"));
        assertEquals(List.of("readme.txt", "x-1.jar"), names(home + "/libs/one/"));
        assertEquals("ok", client.run("%jars ~/libs/one/*").status());
        assertTrue(client.run("%classpath").value().contains("x-1.jar"));
        assertEquals("ok", client.run("%jars " + home + "/libs/two").status());
        assertTrue(client.run("%classpath").value().contains("y-2.jar"));
        assertEquals(home + "/libs/one", client.run("List<String> added = lineMagic(\"classpath\", List.of(\"" + home
                + "/libs/on*\"));\nadded.get(0)").value());
    }

    private static List<String> names(String pattern) {
        return new FilePattern(pattern).paths().stream().map(each -> each.getFileName().toString()).toList();
    }

    @Test
    void whereNothingIsFoundTheFolderIsNamed() throws IOException {
        Files.createDirectories(home.resolve("libs"));
        assertEquals("No file is called " + home + "/libs/*.zip in " + home + "/libs\n",
                client.run("%jars " + home + "/libs/*.zip").error());
        assertEquals(home + "/missing/deep must exist; looked for it in " + home + "\n",
                client.run("%jars " + home + "/missing/deep/*.jar").error());
        assertEquals(home + "/missing.jar must exist; looked for it in " + home + "\n",
                client.run("%classpath " + home + "/missing.jar").error());
    }
}
