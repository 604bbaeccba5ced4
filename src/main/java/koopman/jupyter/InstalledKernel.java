// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import koopman.display.Brief;

/**
 * A kernel as Jupyter finds it.
 *
 * @param folder its folder
 */
record InstalledKernel(Path folder) {

    static final String SCRIPT = "kernel.sh";
    private static final String REMEDY = ": install the kernel again";

    /** Returns whether the folder holds a kernel of ours, even a broken one. */
    boolean isOurs() {
        return mentionsUs(KernelFolder.SPECIFICATION) || mentionsUs(SCRIPT);
    }

    private boolean mentionsUs(String file) {
        try {
            return Files.readString(folder.resolve(file)).contains(KernelProcess.class.getName());
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** Returns why the kernel cannot start and what to do, or an empty text. */
    String fault() {
        try {
            Path java = java();
            if (!Files.isExecutable(java)) {
                return "java (" + Brief.of(java.toString()) + ") must be there" + REMEDY;
            }
            return missing().isEmpty() ? "" : Brief.of(missing()) + " must be there" + REMEDY;
        } catch (IOException | RuntimeException unreadable) {
            return folder.resolve(KernelFolder.SPECIFICATION) + " must be readable" + REMEDY;
        }
    }

    /** Returns the version of the kernel's Java, or a question mark. */
    String jdk() {
        try (Reader release = Files.newBufferedReader(java().resolveSibling("../release").normalize())) {
            var properties = new Properties();
            properties.load(release);
            return properties.getProperty("JAVA_VERSION", "?").replace("\"", "");
        } catch (IOException | RuntimeException unknown) {
            return "?";
        }
    }

    private Path java() throws IOException {
        return Path.of(about("java", arguments().get(0)));
    }

    /** What an installation says of itself; one by an earlier version has all of it in its command. */
    private String about(String name, String otherwise) throws IOException {
        JsonObject about = specification().getAsJsonObject("metadata");
        return about == null || !about.has(name) ? otherwise : about.get(name).getAsString();
    }

    /** A file that the kernel needs and that is gone, or an empty text. */
    private String missing() throws IOException {
        for (Path each : needed()) {
            if (!Files.exists(each)) {
                return each.toString();
            }
        }
        return "";
    }

    private List<Path> needed() throws IOException {
        List<String> arguments = arguments();
        List<Path> needed = new ArrayList<>(List.of(Path.of(arguments.get(0).equals("sh") ? arguments.get(1) : "")));
        for (String each : about("class_path", after("-cp", arguments)).split(File.pathSeparator)) {
            needed.add(Path.of(each));
            if (each.endsWith(".jar") && Files.exists(Path.of(each))) {
                OwnJar jar = new OwnJar(Path.of(each));
                jar.libraries().forEach(library -> needed.add(jar.path().resolveSibling(library)));
            }
        }
        return needed;
    }

    private static String after(String option, List<String> arguments) {
        return arguments.get(arguments.indexOf(option) + 1);
    }

    private List<String> arguments() throws IOException {
        return specification().getAsJsonArray("argv").asList().stream().map(JsonElement::getAsString).toList();
    }

    private JsonObject specification() throws IOException {
        return JsonParser.parseString(Files.readString(folder.resolve(KernelFolder.SPECIFICATION))).getAsJsonObject();
    }
}
