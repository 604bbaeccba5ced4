// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The folders of kernels, on file systems as Linux, macOS and Windows have them. */
class KernelFoldersTest {

    private static final FileSystem UNIX = Jimfs.newFileSystem(Configuration.unix());
    private static final FileSystem MAC = Jimfs.newFileSystem(Configuration.osX());
    private static final FileSystem WINDOWS = Jimfs.newFileSystem(Configuration.windows());

    private static KernelFolders linux(Map<String, String> environment) {
        return new KernelFolders(environment, OperatingSystem.LINUX, UNIX.getPath("/home/ann"));
    }

    private static KernelFolders mac(Map<String, String> environment) {
        return new KernelFolders(environment, OperatingSystem.MACOS, MAC.getPath("/Users/ann"));
    }

    private static KernelFolders windows(Map<String, String> environment) {
        return new KernelFolders(environment, OperatingSystem.WINDOWS, WINDOWS.getPath("C:\\Users\\Ann Lee"));
    }

    private static void assertUser(String expected, KernelFolders folders) {
        assertEquals(expected, folders.user().toString());
    }

    @Test
    void theUsersFolderIsThatOfJupyterOnEachSystem() {
        assertUser("/home/ann/.local/share/jupyter/kernels", linux(Map.of()));
        assertUser("/data/jupyter/kernels", linux(Map.of("XDG_DATA_HOME", "/data")));
        assertUser("/Users/ann/Library/Jupyter/kernels", mac(Map.of("XDG_DATA_HOME", "/data")));
        assertUser("C:\\Users\\Ann Lee\\AppData\\Roaming\\jupyter\\kernels",
                windows(Map.of("APPDATA", "C:\\Users\\Ann Lee\\AppData\\Roaming")));
        assertUser("C:\\Users\\Ann Lee\\.jupyter\\data\\kernels", windows(Map.of()));
    }

    @Test
    void aFolderThatTheUserNamesCounts() {
        assertUser("/own/kernels", linux(Map.of("JUPYTER_DATA_DIR", "/own")));
        assertUser("D:\\own\\kernels", windows(Map.of("JUPYTER_DATA_DIR", "D:\\own", "APPDATA", "C:\\roaming")));
    }

    @Test
    void aVariableThatIsEmptyIsNone() {
        assertUser("/home/ann/.local/share/jupyter/kernels", linux(Map.of("JUPYTER_DATA_DIR", "", "XDG_DATA_HOME", "")));
    }

    @Test
    void theHomeOfTheEnvironmentComesBeforeThatOfThePasswordFile() {
        assertUser("/tmp/guest/.local/share/jupyter/kernels", linux(Map.of("HOME", "/tmp/guest")));
        assertUser("E:\\guest\\.jupyter\\data\\kernels", windows(Map.of("USERPROFILE", "E:\\guest", "HOME", "/c/Users/ann")));
    }

    @Test
    void jupyterMayUseTheFoldersThatTheSystemHasForThat() {
        Map<String, String> asked = Map.of("JUPYTER_PLATFORM_DIRS", "1", "LOCALAPPDATA", "C:\\local", "APPDATA", "C:\\roaming");
        assertUser("/home/ann/.local/share/jupyter/kernels", linux(asked));
        assertUser("/Users/ann/Library/Application Support/Jupyter/kernels", mac(asked));
        assertUser("C:\\local\\Jupyter\\kernels", windows(asked));
        assertUser("C:\\roaming\\jupyter\\kernels", windows(Map.of("JUPYTER_PLATFORM_DIRS", "no", "APPDATA", "C:\\roaming")));
    }

    @Test
    void windowsDividesItsListsBySemicolonsAndMindsNoCase() {
        List<String> searched = windows(Map.of("Jupyter_Path", "C:\\one;D:\\my two", "VIRTUAL_ENV", "C:\\env", "AppData", "C:\\roaming",
                "ProgramData", "C:\\All")).searched().stream().map(Path::toString).toList();
        assertEquals(List.of("C:\\one\\kernels", "D:\\my two\\kernels", "C:\\roaming\\jupyter\\kernels",
                "C:\\env\\share\\jupyter\\kernels", "C:\\All\\jupyter\\kernels"), searched);
    }

    @Test
    void otherSystemsDivideThemByColonsAndHaveTheFoldersOfUnix() {
        List<String> searched = linux(Map.of("JUPYTER_PATH", "/one:/my two", "CONDA_PREFIX", "/env")).searched().stream()
                .map(Path::toString).toList();
        assertEquals(List.of("/one/kernels", "/my two/kernels", "/home/ann/.local/share/jupyter/kernels",
                "/env/share/jupyter/kernels", "/usr/local/share/jupyter/kernels", "/usr/share/jupyter/kernels"), searched);
    }

    @Test
    void aKernelIsFoundReplacedAndRemovedOnAFileSystemOfWindows() throws IOException {
        KernelFolders folders = windows(Map.of("APPDATA", "C:\\roaming", "VIRTUAL_ENV", "C:\\none"));
        KernelFolder kernel = new KernelFolder(folders.user().resolve("koopman"));
        for (String version : List.of("old", "new")) {
            kernel.replace(fresh -> {
                Files.writeString(fresh.resolve("kernel.json"), KernelProcess.class.getName());
                Files.writeString(Files.createDirectory(fresh.resolve("lib")).resolve(version + ".jar"), "");
            });
        }
        assertEquals(List.of(kernel.path()), folders.installed());
        assertTrue(Files.exists(kernel.path().resolve("lib\\new.jar")) && Files.notExists(kernel.path().resolve("lib\\old.jar")));
        kernel.delete();
        try (var left = Files.list(folders.user())) {
            assertEquals(List.of(), left.toList());
        }
    }
}
