package koopman;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import koopman.jupyter.LibraryVersion;
import koopman.training.DivergedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code java -jar target/koopman.jar COMMAND}. */
@Command(name = "koopman", mixinStandardHelpOptions = true, versionProvider = Main.Version.class,
        description = "Koopman autoencoders in Java: the library's command line.",
        subcommands = {ReproduceCommand.class, HomologyCommand.class, DataCommand.class, KernelCommand.class})
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        StandardOutput output = StandardOutput.install();
        HomologyCommand homology = HomologyArguments.plain(arguments);
        System.exit(output.exitCode(homology != null ? homology.call() : commands().execute(arguments), System.err));
    }

    /** Returns the commands; what fails for a reason that its message explains is reported by that message alone. */
    static CommandLine commands() {
        return new CommandLine(new Main()).setExecutionExceptionHandler((failed, command, parsed) -> {
            if (!(failed instanceof IOException || failed instanceof UncheckedIOException
                    || failed instanceof DivergedException || failed instanceof CancellationException)) {
                throw failed;
            }
            command.getErr().println("koopman " + command.getCommandName() + ": " + failed.getMessage());
            return command.getCommandSpec().exitCodeOnExecutionException();
        });
    }

    /** What {@code --version} prints. */
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"koopman " + LibraryVersion.text()};
        }
    }
}
