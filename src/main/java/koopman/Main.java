package koopman;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code java -jar target/koopman.jar COMMAND}. */
@Command(name = "koopman", mixinStandardHelpOptions = true, version = "koopman 0.1.0",
        description = "Koopman autoencoders in Java: the library's command line.",
        subcommands = {ReproduceCommand.class, HomologyCommand.class, KernelCommand.class})
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        HomologyCommand homology = HomologyArguments.plain(arguments);
        System.exit(homology != null ? homology.call() : new CommandLine(new Main()).execute(arguments));
    }
}
