package koopman;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import koopman.jupyter.KernelFolders;
import koopman.jupyter.KernelProcess;
import koopman.jupyter.KernelSpec;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code koopman kernel}: installs, lists and removes the Java kernel for Jupyter. */
@Command(name = "kernel", mixinStandardHelpOptions = true,
        description = "Installs, lists or removes the Java kernel for Jupyter.",
        subcommands = {KernelCommand.Install.class, KernelCommand.Installed.class, KernelCommand.Uninstall.class,
            KernelCommand.Run.class})
final class KernelCommand {

    /** Where the kernel is to be found by Jupyter; the user's own folder unless said otherwise. */
    static final class Where {

        @Option(names = "--user", description = "in your own folder (the default)")
        boolean user;

        @Option(names = "--sys-prefix", description = "in the Python environment in use")
        boolean sysPrefix;

        @Option(names = "--prefix", paramLabel = "DIR", description = "in DIR/share/jupyter/kernels")
        Path prefix;

        @Option(names = "--dir", paramLabel = "DIR", description = "in DIR/kernels, for JUPYTER_PATH=DIR")
        Path directory;

        Path kernels() throws IOException {
            if (directory != null) {
                return KernelFolders.kernels(directory);
            }
            if (prefix != null) {
                return KernelFolders.below(prefix);
            }
            return sysPrefix ? KernelFolders.here().pythonEnvironment() : KernelFolders.here().user();
        }
    }

    /** An action on one kernel at one place; a failure is one line and exit code 1. */
    abstract static class OnKernel implements Callable<Integer> {

        @ArgGroup(exclusive = true)
        Where where = new Where();

        @Option(names = "--name", defaultValue = KernelSpec.DEFAULT_NAME,
                description = "what notebooks call the kernel by (${DEFAULT-VALUE})")
        String name;

        @Spec
        CommandSpec command;

        abstract String act(Path kernels) throws IOException;

        @Override
        public Integer call() {
            try {
                command.commandLine().getOut().println(act(where.kernels()));
                return 0;
            } catch (AccessDeniedException denied) {
                return fail(denied.getFile() + " must be writable: use --user, --prefix DIR or --dir DIR");
            } catch (IOException | IllegalArgumentException refused) {
                return fail(refused.getMessage());
            }
        }

        private int fail(String message) {
            command.commandLine().getErr().println(message);
            return 1;
        }
    }

    @Command(name = "install", mixinStandardHelpOptions = true, description = "Makes the kernel known to Jupyter.")
    static final class Install extends OnKernel {

        @Option(names = "--jvm-option", paramLabel = "OPTION", description = "an option for java, such as -Xmx4g")
        List<String> jvmOptions = List.of();

        @Option(names = "--no-archive", description = "do without the stored classes (20 MB) that quicken the start")
        boolean noArchive;

        @Override
        String act(Path kernels) throws IOException {
            return "Installed the kernel " + name + " in "
                    + new KernelSpec(name, jvmOptions, !noArchive).install(kernels);
        }
    }

    @Command(name = "uninstall", mixinStandardHelpOptions = true, description = "Removes the kernel.")
    static final class Uninstall extends OnKernel {

        @Override
        String act(Path kernels) throws IOException {
            return "Removed " + new KernelSpec(name, List.of(), false).uninstall(kernels);
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the kernels of this project.")
    static final class Installed implements Callable<Integer> {

        @Spec
        CommandSpec command;

        @Override
        public Integer call() throws IOException {
            List<Path> found = KernelFolders.here().installed();
            found.forEach(folder -> command.commandLine().getOut().printf("%-12s %s%n", folder.getFileName(), folder));
            if (found.isEmpty()) {
                command.commandLine().getOut().println("None is installed: koopman kernel install makes one known.");
            }
            return 0;
        }
    }

    @Command(name = "run", hidden = true, description = "Is the kernel; Jupyter writes the connection file.")
    static final class Run implements Callable<Integer> {

        @Parameters(paramLabel = "CONNECTION_FILE")
        Path connectionFile;

        @Override
        public Integer call() throws Exception {
            KernelProcess.run(connectionFile);
            Thread.currentThread().join();
            return 0;
        }
    }
}
