// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelSpecTest {

    @TempDir
    private Path kernels;

    private static KernelSpec mine(String... options) {
        return new KernelSpec("mine", "Mine", List.of(options), false);
    }

    @Test
    void theSpecificationStartsThisJavaWithTheUsersOptionsLast() throws IOException {
        Path folder = mine("-Xmx5g").install(kernels);
        JsonObject spec = JsonParser.parseString(Files.readString(folder.resolve("kernel.json"))).getAsJsonObject();
        List<String> command = spec.getAsJsonArray("argv").asList().stream().map(each -> each.getAsString()).toList();
        assertEquals(List.of("sh", folder.resolve("kernel.sh").toString(), "{connection_file}"), command);
        String script = Files.readString(folder.resolve("kernel.sh"));
        assertTrue(script.contains("java='" + System.getProperty("java.home") + "/bin/java'"), script);
        assertTrue(script.indexOf("'-Xmx5g'") > script.indexOf("'-Xmx2g'"), script);
        assertTrue(script.endsWith(" koopman.jupyter.KernelProcess \"$1\"\n"), script);
        assertEquals("message", spec.get("interrupt_mode").getAsString());
        assertEquals("passive", spec.getAsJsonObject("env").get("OMP_WAIT_POLICY").getAsString());
        assertEquals("1000", spec.getAsJsonObject("env").get("GOMP_SPINCOUNT").getAsString());
        assertTrue(Files.exists(folder.resolve("logo-64x64.png")));
    }

    @Test
    void whatWasInstalledCanBeRemoved() throws IOException {
        KernelSpec spec = mine();
        spec.install(kernels);
        assertFalse(Files.exists(spec.uninstall(kernels)));
        assertEquals("No kernel mine is installed in " + kernels,
                assertThrows(IOException.class, () -> spec.uninstall(kernels)).getMessage());
    }

    @Test
    void anotherKernelIsLeftAlone() throws IOException {
        Path folder = Files.createDirectories(kernels.resolve("python3"));
        Files.writeString(folder.resolve("kernel.json"), "{\"argv\": [\"python3\"]}");
        KernelSpec spec = new KernelSpec("python3", "Python", List.of(), false);
        assertEquals(folder + " holds another kernel: choose another --name",
                assertThrows(IOException.class, () -> spec.install(kernels)).getMessage());
        assertThrows(IOException.class, () -> spec.uninstall(kernels));
        assertEquals("{\"argv\": [\"python3\"]}", Files.readString(folder.resolve("kernel.json")));
    }

    @Test
    void aNameThatIsNoFolderIsRefused() {
        for (String bad : List.of("../x", "..", ".", "")) {
            assertEquals("name (" + bad + ") must consist of letters, digits, dots, dashes and underscores",
                    assertThrows(IllegalArgumentException.class, () -> new KernelSpec(bad, "x", List.of(), false))
                            .getMessage());
        }
    }

    @Test
    void theFoldersAreThoseOfJupyterOnEachSystem() {
        Path home = Path.of("home");
        assertEquals(home.resolve(".local/share/jupyter/kernels"), folders(Map.of(), "Linux", home));
        assertEquals(Path.of("data/jupyter/kernels"), folders(Map.of("XDG_DATA_HOME", "data"), "Linux", home));
        assertEquals(home.resolve("Library/Jupyter/kernels"), folders(Map.of(), "Mac OS X", home));
        assertEquals(Path.of("roaming/jupyter/kernels"), folders(Map.of("APPDATA", "roaming"), "Windows 11", home));
        assertEquals(Path.of("own/kernels"), folders(Map.of("JUPYTER_DATA_DIR", "own"), "Windows 11", home));
        assertEquals(Path.of("/usr/local/share/jupyter/kernels"), KernelFolders.below(Path.of("/usr/local")));
    }

    private static Path folders(Map<String, String> environment, String system, Path home) {
        return new KernelFolders(environment, system, home).user();
    }

    @Test
    void whatIsOnJupytersPathIsListed() throws IOException {
        Path folder = mine().install(KernelFolders.kernels(kernels));
        var folders = new KernelFolders(Map.of("JUPYTER_PATH", kernels.toString(), "VIRTUAL_ENV",
                kernels.resolve("none").toString()), "Linux", kernels.resolve("nobody"));
        assertEquals(folder, folders.installed().get(0));
    }
}
