// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What differs between systems, asked on any of them: names, typed paths, and how processes are started and watched. */
class OperatingSystemTest {

    private static final FileSystem DISK = Jimfs.newFileSystem(Configuration.windows());
    private static final PathStyle WINDOWS = new PathStyle(OperatingSystem.WINDOWS, DISK.getPath("C:\\Users\\Ann Lee"));
    private static final PathStyle LINUX = new PathStyle(OperatingSystem.LINUX, Path.of("/home/ann"));

    private static List<String> found(String pattern) {
        return new FilePattern(pattern, WINDOWS).paths().stream().map(Path::toString).toList();
    }

    private static void file(String path) throws IOException {
        Path file = DISK.getPath(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
    }

    @Test
    void aSystemIsKnownByTheNameThatJavaHasForIt() {
        assertEquals(OperatingSystem.WINDOWS, OperatingSystem.of("Windows 11"));
        assertEquals(OperatingSystem.WINDOWS, OperatingSystem.of("Windows Server 2022"));
        assertEquals(OperatingSystem.MACOS, OperatingSystem.of("Mac OS X"));
        assertEquals(OperatingSystem.LINUX, OperatingSystem.of("Linux"));
        assertEquals(OperatingSystem.LINUX, OperatingSystem.of("FreeBSD"));
    }

    @Test
    void onWindowsEitherSlashDividesNamesAndCaseIsOne() throws IOException {
        file("C:\\Users\\Ann Lee\\libs\\one.jar");
        file("C:\\Users\\Ann Lee\\libs\\deep\\Two.JAR");
        String libs = "C:\\Users\\Ann Lee\\libs\\";
        assertEquals(List.of(libs + "one.jar"), found("~\\libs\\*.jar"));
        assertEquals(List.of(libs + "one.jar"), found("~/libs/?NE.jar"));
        assertEquals(List.of(libs + "deep\\Two.JAR", libs + "one.jar"), found("C:/Users/Ann Lee\\libs/**/*.jar"));
        assertEquals(List.of(libs + "deep", libs + "one.jar"), found("C:\\Users\\Ann Lee\\libs\\"));
    }

    @Test
    void onLinuxABackslashIsALetterOfAName() {
        assertEquals(List.of("a\\b", "c"), List.of(LINUX.names("a\\b/c")));
        assertEquals(4, LINUX.lastName("a\\b/c"));
        assertEquals(Path.of("~\\x"), LINUX.path("~\\x"));
        assertEquals(Path.of("/home/ann/x"), LINUX.path("~/x"));
    }

    @Test
    void aFilesNameIsCompletedBehindADriveAndBackslashes() throws IOException {
        file("C:\\Data\\points.csv");
        String typed = "%load C:\\Data\\Po";
        var options = new FileNames(WINDOWS).at(typed, 0, typed.length());
        assertEquals(List.of("C:\\Data\\points.csv"), options.getReplacements());
        assertEquals("%load ".length(), options.getSourceStart());
    }

    @Test
    void windowsStartsAKernelByItsJavaWithoutAShell() {
        Path folder = DISK.getPath("C:\\Users\\Ann Lee\\AppData\\Roaming\\jupyter\\kernels\\koopman");
        JavaCommand command = new JavaCommand(folder, List.of("-Xmx4g"), new OwnJar(Path.of("koopman.jar")));
        String json = new KernelSpec("koopman", "Java", List.of("-Xmx4g"), true)
                .json(command, ClassArchive.options(folder), OperatingSystem.WINDOWS);
        List<String> words = JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("argv").asList().stream()
                .map(JsonElement::getAsString).toList();
        assertEquals(JavaCommand.java().toString(), words.get(0));
        assertEquals(List.of("-XX:SharedArchiveFile=" + folder + "\\classes.jsa", "-Xlog:disable", "-cp", folder + "\\kernel.jar",
                "koopman.jupyter.KernelProcess", "{connection_file}"), words.subList(words.size() - 6, words.size()));
    }

    @Test
    void theNumberThatJupyterGivesIsAProcessButOnWindows() {
        Optional<ProcessHandle> own = ProcessHandle.of(ProcessHandle.current().pid());
        long handle = 1840;
        assertEquals(own, KernelProcess.parent(own.orElseThrow().pid(), OperatingSystem.LINUX));
        assertEquals(ProcessHandle.current().parent(), KernelProcess.parent(handle, OperatingSystem.WINDOWS));
    }

    @Test
    void aCommandGoesToTheShellOfTheSystem() {
        assertEquals(List.of("/bin/sh", "-c", "dir 'a b'"), ShellCommand.words("dir 'a b'", OperatingSystem.MACOS));
        assertEquals(List.of("cmd", "/d", "/c", "chcp 65001 >nul & dir \"a b\""),
                ShellCommand.words("dir \"a b\"", OperatingSystem.WINDOWS));
    }

    @Test
    void whatToTypeNextIsWhatTheSystemsShellTakes() {
        assertEquals("jupyter console --kernel java", KernelCommand.console("java", null, OperatingSystem.WINDOWS));
        assertEquals("JUPYTER_PATH='/my kernels' jupyter console --kernel java",
                KernelCommand.console("java", Path.of("/my kernels"), OperatingSystem.LINUX));
        assertEquals("set \"JUPYTER_PATH=C:\\my kernels\" && jupyter console --kernel java",
                KernelCommand.console("java", DISK.getPath("C:\\my kernels"), OperatingSystem.WINDOWS));
    }
}
