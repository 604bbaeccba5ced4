package koopman.jupyter;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import koopman.display.LibraryVersion;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Installs, lists and removes the Java kernel for Jupyter: a command of its own, or one among others. */
@Command(name = "kernel", mixinStandardHelpOptions = true, versionProvider = KernelCommand.Version.class,
        description = "Installs, lists or removes the Java kernel for Jupyter.",
        subcommands = {KernelCommand.Install.class, KernelCommand.Installed.class, KernelCommand.Uninstall.class,
            KernelCommand.Run.class, CommandLine.HelpCommand.class})
public final class KernelCommand {

    private static final String NAME = "java";
    private static final String DISPLAY_NAME = "Java";

    private KernelCommand() {}

    public static void main(String[] arguments) {
        System.exit(of(NAME, DISPLAY_NAME).execute(arguments));
    }

    /** Returns the command for a kernel that is called so, and so in Jupyter's menus, unless said otherwise. */
    public static CommandLine of(String name, String displayName) {
        return new CommandLine(new KernelCommand()).setDefaultValueProvider(argument -> {
            String option = argument.isOption() ? ((CommandLine.Model.OptionSpec) argument).longestName() : "";
            return option.equals("--name") ? name : option.equals("--display-name") ? displayName : null;
        });
    }

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

        @Option(names = "--name", description = "what notebooks call the kernel by (${DEFAULT-VALUE})")
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
            } catch (NoSuchFileException gone) {
                return fail(gone.getFile() + " must be there: build or unpack the kernel's jar again");
            } catch (FileSystemException refused) {
                String file = refused.getOtherFile() == null ? refused.getFile() : refused.getOtherFile();
                return fail(refused.getReason() == null ? refused.getMessage() : file + " (" + refused.getReason()
                        + ") must be writable: make room, or use --user, --prefix DIR or --dir DIR");
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

        @Option(names = "--display-name", description = "what Jupyter's menus call it (${DEFAULT-VALUE})")
        String displayName;

        @Option(names = "--jvm-option", paramLabel = "OPTION", description = "an option for java, such as -Xmx4g or -ea")
        List<String> jvmOptions = List.of();

        @Option(names = "--preview", description = "with what this Java has as a preview: --enable-preview")
        boolean preview;

        @Option(names = "--no-archive", description = "do without the stored classes (20 MB) that quicken the start")
        boolean noArchive;

        @Override
        String act(Path kernels) throws IOException {
            List<String> options = new ArrayList<>(jvmOptions);
            if (preview) {
                options.add("--enable-preview");
            }
            Path folder = new KernelSpec(name, shown(), options, !noArchive)
                    .install(kernels, step -> command.commandLine().getErr().println(step));
            return "Installed the kernel " + name + " in " + folder + System.lineSeparator() + next();
        }

        /** Another kernel beside the usual one is told by its name. */
        private String shown() {
            CommandLine.ParseResult given = command.commandLine().getParseResult();
            boolean another = given.hasMatchedOption("--name") && !name.equals(command.findOption("--name").defaultValueString());
            return another && !given.hasMatchedOption("--display-name") ? "Java (" + name + ")" : displayName;
        }

        private String next() {
            String path = where.directory == null ? "" : "JUPYTER_PATH=" + where.directory.toAbsolutePath() + " ";
            return "Next: choose " + shown() + " in Jupyter's menu, or type " + path + "jupyter console --kernel " + name;
        }
    }

    @Command(name = "uninstall", mixinStandardHelpOptions = true, description = "Removes the kernel.")
    static final class Uninstall extends OnKernel {

        @Override
        String act(Path kernels) throws IOException {
            return "Removed " + new KernelSpec(name, name, List.of(), false).uninstall(kernels);
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the kernels of this project.")
    static final class Installed implements Callable<Integer> {

        @Spec
        CommandSpec command;

        @Override
        public Integer call() throws IOException {
            List<Path> found = KernelFolders.here().installed();
            found.forEach(folder -> command.commandLine().getOut().println(line(new InstalledKernel(folder))));
            if (found.isEmpty()) {
                command.commandLine().getOut().println("None is installed: " + command.parent().qualifiedName()
                        + " install makes one known.");
            }
            return 0;
        }

        private static String line(InstalledKernel kernel) {
            String fault = kernel.fault();
            return String.format("%-12s %s  %s", kernel.folder().getFileName(), kernel.folder(),
                    fault.isEmpty() ? "JDK " + kernel.jdk() : "broken: " + fault);
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

    /** What {@code --version} prints. */
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"Java kernel " + LibraryVersion.text() + ", Java " + Runtime.version()};
        }
    }
}
