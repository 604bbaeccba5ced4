package koopman;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import koopman.display.LibraryVersion;
import koopman.jupyter.KernelCommand;
import koopman.training.DivergedException;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code java -jar target/koopman.jar COMMAND}. */
@Command(name = "koopman", mixinStandardHelpOptions = true,
        description = "Koopman autoencoders in Java: the library's command line.",
        subcommands = {ReproduceCommand.class, HomologyCommand.class, DataCommand.class, CommandLine.HelpCommand.class,
                AutoComplete.GenerateCompletion.class})
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        StandardOutput output = StandardOutput.install();
        HomologyCommand homology = HomologyArguments.plain(arguments);
        System.exit(output.exitCode(homology != null ? homology.call() : commands().execute(arguments), System.err));
    }

    /** Returns the commands; what fails for a reason that its message explains is reported by that message alone. */
    static CommandLine commands() {
        CommandLine commands = new CommandLine(new Main())
                .addSubcommand(KernelCommand.of("koopman", "Java (Koopman)"));
        showVersion(commands);
        return commands.setParameterExceptionHandler(new Mistakes())
                .setExecutionExceptionHandler((failed, command, parsed) -> {
                    if (!isExplained(failed)) {
                        throw failed;
                    }
                    command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + failed.getMessage());
                    return command.getCommandSpec().exitCodeOnExecutionException();
                });
    }

    private static boolean isExplained(Exception failed) {
        return failed instanceof IOException || failed instanceof UncheckedIOException
                || failed instanceof DivergedException || failed instanceof CancellationException;
    }

    /** The version is that of the library for each of its commands. */
    private static void showVersion(CommandLine command) {
        command.getCommandSpec().versionProvider(new Version());
        command.getSubcommands().values().forEach(Main::showVersion);
    }

    /** What {@code --version} prints. */
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"koopman " + LibraryVersion.text()};
        }
    }
}
