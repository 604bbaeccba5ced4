// SPDX-License-Identifier: Apache-2.0
package koopman;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import koopman.data.FolderLock;
import koopman.display.LibraryVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gives the commands what they must refuse; nothing is trained here. */
class CommandsTest {

    private final StringWriter errors = new StringWriter();

    @TempDir
    Path folder;

    @AfterEach
    void forget() {
        System.clearProperty("koopman.data");
    }

    @Test
    void theVersionIsTheLibrarys() {
        var said = new StringWriter();
        assertEquals(0, Main.commands().setOut(new PrintWriter(said, true)).execute("--version"));
        assertEquals("koopman " + LibraryVersion.text(), said.toString().strip());
    }

    @Test
    void anUnknownDataSetIsRefused() {
        assertRefused("DATA (cifar) must be one of yin-yang, mnist, fashion-mnist", "reproduce", "cifar");
        assertRefused("DATA (cifar) must be mnist or fashion-mnist, or an artifact as group:artifact:version", "data", "cifar");
    }

    @Test
    void anArtifactThatIsNotNamedWholeIsRefused() {
        assertRefused("koopman data: coordinates (g:a) must be group:artifact:version, ", "data", "g:b:1", "g:a");
        assertRefused("DATA (cifar) must be mnist", "data", "g:b:1", "cifar");
    }

    @Test
    void artifactsAreFetchedAloneAndTheirFilesPrinted() throws IOException {
        String home = System.getProperty("user.home");
        System.setProperty("user.home", folder.toString());
        try {
            Path repository = Files.createDirectories(folder.resolve("repository"));
            publish(repository, "base", "");
            publish(repository, "top", "<dependencies><dependency><groupId>g</groupId><artifactId>absent</artifactId>"
                    + "<version>1</version></dependency></dependencies>");
            Files.writeString(Files.createDirectories(folder.resolve(".m2")).resolve("settings.xml"), "<settings><mirrors><mirror>"
                    + "<id>ours</id><mirrorOf>*</mirrorOf><url>" + repository.toUri() + "</url></mirror></mirrors></settings>");
            assertEquals(Stream.of("top", "base").map(each -> folder.resolve(".m2/repository/g/" + each + "/1/" + each + "-1.jar"))
                    .map(Path::toString).toList(), printed("data", "g:top:1", "g:base:1"));
            assertEquals(List.of(), printed("data", "g:absent:1", "g:base:1"));
            assertEquals("koopman data: Could not find artifact g:absent:jar:1 in ours (" + repository.toUri() + ")",
                    errors.toString().strip());
        } finally {
            System.setProperty("user.home", home);
        }
    }

    private static void publish(Path repository, String artifact, String more) throws IOException {
        Path place = Files.createDirectories(repository.resolve("g").resolve(artifact).resolve("1"));
        Files.writeString(place.resolve(artifact + "-1.jar"), "");
        Files.writeString(place.resolve(artifact + "-1.pom"), "<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId>"
                + "<artifactId>" + artifact + "</artifactId><version>1</version>" + more + "</project>");
    }

    /** Returns the lines on standard output. */
    private List<String> printed(String... arguments) {
        PrintStream out = System.out;
        var said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said));
        try {
            int code = run(arguments);
            assertEquals(said.size() == 0 ? 1 : 0, code, errors::toString);
        } finally {
            System.setOut(out);
        }
        return said.toString().lines().toList();
    }

    @Test
    void unknownSizesSeedsAndExperimentsAreRefused() {
        assertRefused("--size (huge) must be quick or paper", "reproduce", "mnist", "--size", "huge");
        assertRefused("--seeds (0) must be at least 1", "reproduce", "mnist", "--seeds", "0");
        assertRefused("--only experiment (magic) must be one of network, baselines, ranks, kae, redrawn, path, forms, nearest, topology, "
                + "shape, isometry, unlearning", "reproduce", "mnist", "--only", "kae,magic");
        assertRefused("--as-published (images) must be of [rate, isometry] for yin-yang",
                "reproduce", "yin-yang", "--as-published", "rate,images");
        assertRefused("--as-published () must be names with commas between them", "reproduce", "mnist", "--as-published", "");
    }

    @Test
    void listsWithAnEmptyNameSeedsWithoutEndAndNoFolderAreRefused() {
        assertRefused("--only (network,) must be names with commas between them", "reproduce", "mnist", "--only", "network,");
        assertRefused("--only (,) must be names with commas between them", "reproduce", "mnist", "--only", ",");
        assertRefused("--keep () must name a folder", "reproduce", "yin-yang", "--keep", "");
        assertRefused("--json (/) must be a file: a folder, or no name, cannot be written to", "reproduce", "yin-yang",
                "--json", "/");
        assertRefused("--seeds (2000000000) must be at least 1 and at most 100000", "reproduce", "yin-yang", "--seeds",
                "2000000000");
        assertRefused("--seed-base (9223372036854775807) must be at most 9223372036854775804, for 3 seeds from there",
                "reproduce", "yin-yang", "--seed-base", "" + Long.MAX_VALUE);
    }

    @Test
    void aShardNeedsAFolderAndANumberOfSomeCount() {
        String keep = folder.toString();
        assertRefused("--shard (1/2) must be given with --keep and without --json", "reproduce", "yin-yang", "--shard", "1/2");
        assertRefused("--shard (1/2) must be given with --keep and without --json", "reproduce", "yin-yang", "--shard", "1/2",
                "--keep", keep, "--json", folder.resolve("part.json").toString());
        assertRefused("--shard (3/2) must be from 1/2 to 2/2", "reproduce", "yin-yang", "--keep", keep, "--shard", "3/2");
        assertRefused("--shard (half) must be a number and how many there are, such as 2/8", "reproduce", "yin-yang", "--keep", keep,
                "--shard", "half");
    }

    @Test
    void sparkNeedsAFolderAndAJarThatHasIt() {
        String keep = folder.toString();
        assertRefused("--spark must be given with --keep and without --shard", "reproduce", "yin-yang", "--spark");
        assertRefused("--spark must be given with --keep and without --shard", "reproduce", "yin-yang", "--spark", "--keep", keep,
                "--shard", "1/2");
        assertRefused("--spark (no Spark around this jar) must be given to a jar that 'mvn -Pspark package' made", "reproduce",
                "yin-yang", "--spark", "--keep", keep);
    }

    @Test
    void aMistakeIsToldLastInOneLineAfterWhereToReadMore() {
        for (String command : List.of("homology", "reproduce", "data", "kernel install")) {
            errors.getBuffer().setLength(0);
            assertEquals(2, run((command + " --hlp").split(" ")));
            List<String> lines = errors.toString().lines().toList();
            assertEquals("koopman " + command + " --help tells how it is used.", lines.get(0));
            assertEquals("koopman " + command + ": Unknown option: '--hlp'", lines.get(lines.size() - 1));
        }
    }

    @Test
    void eachCommandTellsTheVersion() {
        for (String command : List.of("homology", "reproduce", "data", "kernel", "kernel install", "kernel list")) {
            var said = new StringWriter();
            assertEquals(0, Main.commands().setOut(new PrintWriter(said, true)).execute((command + " --version").split(" ")));
            assertEquals("koopman " + LibraryVersion.text(), said.toString().strip(), command);
        }
    }

    @Test
    void aFolderThatCannotBeIsRefusedBeforeAnythingIsComputed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertRefused("--keep (" + file + ") must be a folder, but is a file", "reproduce", "yin-yang", "--keep", file.toString());
        Path nowhere = folder.resolve("no").resolve("where.json");
        assertRefused("--json (" + nowhere + ") must be in a folder that exists", "reproduce", "yin-yang", "--json",
                nowhere.toString());
    }

    @Test
    void aFolderThatAnotherRunKeepsItsModelsInIsRefused() throws IOException {
        FolderLock other = FolderLock.require("--keep", folder);
        assertRefused("--keep (" + folder + ") is in use by another run: wait for it, or name another folder", "reproduce",
                "yin-yang", "--keep", folder.toString());
        other.close();
    }

    @Test
    void spoiltDataAreReportedInOneLine() throws IOException {
        Files.write(folder.resolve("train-images-idx3-ubyte"), new byte[] {1});
        System.setProperty("koopman.data", folder.toString());
        assertEquals(1, run("reproduce", "mnist"));
        String said = errors.toString();
        assertTrue(said.startsWith("koopman reproduce: " + folder + " (without train-labels-idx1-ubyte.gz) must hold all of"),
                said);
        assertFalse(said.contains("\tat "), said);
    }

    private void assertRefused(String message, String... arguments) {
        errors.getBuffer().setLength(0);
        assertEquals(2, run(arguments), errors::toString);
        assertTrue(errors.toString().contains(message), errors::toString);
    }

    private int run(String... arguments) {
        return Main.commands().setErr(new PrintWriter(errors, true)).execute(arguments);
    }
}
