// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A kernel to be installed: what Jupyter has to know to start it goes into a {@code kernel.json}, beside it what it runs.
 *
 * @param name the folder's name and what notebooks call the kernel by: letters, digits, dots, dashes, underscores
 * @param displayName what Jupyter's menus call it
 * @param jvmOptions options of the Java command, behind our own, so that they win
 * @param archived whether to store the kernel's classes beside it, for a quicker start
 */
public record KernelSpec(String name, String displayName, List<String> jvmOptions, boolean archived) {

    public KernelSpec {
        if (!name.matches("[A-Za-z0-9._-]*[A-Za-z0-9_-][A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException("name (" + name
                    + ") must consist of letters, digits, dots, dashes and underscores");
        }
        jvmOptions = List.copyOf(jvmOptions);
    }

    /** Returns the folder made in a folder of kernels, in place of an older one of ours. */
    Path install(Path kernels) throws IOException {
        return install(kernels, step -> { });
    }

    /**
     * Returns the folder made in a folder of kernels, in place of an older one of ours, and tells each step. What the
     * kernel runs is copied there. The new folder comes into place when it is whole and Java has started from it.
     *
     * @throws IOException if the folder cannot be written, or holds another kernel of that name
     * @throws IllegalArgumentException if Java does not start with these options
     */
    public Path install(Path kernels, Consumer<String> steps) throws IOException {
        Path folder = folder(kernels);
        refuseStrangers(folder);
        OwnJar jar = OwnJar.here();
        JavaCommand command = new JavaCommand(folder, jvmOptions, jar);
        new KernelFolder(folder).replace(fresh -> fill(fresh, jar, command, steps));
        if (archived) {
            steps.accept("rehearsing a session, for a quicker start …");
            if (!ClassArchive.make(command)) {
                steps.accept("the session did not come to its end, so that the kernel starts slower, if at all");
            }
        }
        return folder;
    }

    private void fill(Path fresh, OwnJar jar, JavaCommand command, Consumer<String> steps) throws IOException {
        if (jar != null) {
            steps.accept("copying the kernel and its libraries …");
            jar.copyTo(fresh);
        }
        steps.accept("starting Java, to try its options …");
        new Trial(new JavaCommand(fresh, jvmOptions, jar)).demand();
        Logo.write(fresh);
        List<String> archive = archived ? ClassArchive.options(command.folder()) : List.of();
        Files.writeString(fresh.resolve(InstalledKernel.SCRIPT), command.script(archive), StandardCharsets.UTF_8);
        Files.writeString(fresh.resolve(KernelFolder.SPECIFICATION), json(command, archive) + "\n");
    }

    /**
     * Returns the folder that was removed from a folder of kernels.
     *
     * @throws IOException if there is no such kernel, or it is not ours
     */
    public Path uninstall(Path kernels) throws IOException {
        Path folder = folder(kernels);
        if (!Files.exists(folder.resolve(KernelFolder.SPECIFICATION)) && !new InstalledKernel(folder).isOurs()) {
            throw new IOException("No kernel " + name + " is installed in " + kernels);
        }
        refuseStrangers(folder);
        new KernelFolder(folder).delete();
        return folder;
    }

    /** A name that Java could not read in this locale would be written as another one. */
    private Path folder(Path kernels) throws IOException {
        Path folder = kernels.resolve(name).toAbsolutePath().normalize();
        if (folder.toString().indexOf('\ufffd') >= 0) {
            throw new IOException(folder + " must be readable in this locale: set LC_ALL=C.UTF-8");
        }
        return folder;
    }

    private static void refuseStrangers(Path folder) throws IOException {
        if (Files.exists(folder.resolve(KernelFolder.SPECIFICATION)) && !new InstalledKernel(folder).isOurs()) {
            throw new IOException(folder + " holds another kernel: choose another --name");
        }
    }

    private String json(JavaCommand command, List<String> archive) {
        Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
        JsonObject spec = new JsonObject();
        spec.add("argv", gson.toJsonTree(arguments(command, archive)));
        spec.addProperty("display_name", displayName);
        spec.addProperty("language", "java");
        spec.addProperty("interrupt_mode", "message");
        spec.add("env", gson.toJsonTree(Extensions.environment()));
        JsonObject about = new JsonObject();
        about.addProperty("kernel", KernelProcess.class.getName());
        about.addProperty("java", JavaCommand.java().toString());
        about.addProperty("class_path", command.classPath());
        spec.add("metadata", about);
        return gson.toJson(spec);
    }

    /** The folder's own path, as not every client knows Jupyter's word for it. */
    private static List<String> arguments(JavaCommand command, List<String> archive) {
        List<String> arguments = new ArrayList<>();
        if (JavaCommand.isUnix()) {
            arguments.addAll(List.of("sh", command.folder().resolve(InstalledKernel.SCRIPT).toString()));
        } else {
            arguments.addAll(command.of(KernelProcess.class, archive));
        }
        arguments.add("{connection_file}");
        return arguments;
    }
}
