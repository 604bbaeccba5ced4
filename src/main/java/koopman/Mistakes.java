// SPDX-License-Identifier: Apache-2.0
package koopman;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line: one line, near the prompt, and before it where to read how it is right. */
final class Mistakes implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        ParameterException first = unknownOption(mistake, command);
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + " --help tells how it is used.");
        UnmatchedArgumentException.printSuggestions(first, command.getErr());
        command.getErr().println(name + ": " + first.getMessage());
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** Whoever misspells an option is told so, and not that the file is missing which came before it or after. */
    private static ParameterException unknownOption(ParameterException mistake, CommandLine command) {
        List<String> unknown = command.getUnmatchedArguments().stream().filter(each -> each.startsWith("-")).toList();
        return mistake instanceof MissingParameterException && !unknown.isEmpty()
                ? new UnmatchedArgumentException(command, unknown) : mistake;
    }

    /**
     * Returns the parts of a list with commas, of which none may be empty.
     *
     * @throws IllegalArgumentException if one is
     */
    static List<String> parts(String option, String list) {
        List<String> parts = Arrays.stream(list.split(",", -1)).map(String::strip).toList();
        if (parts.contains("")) {
            throw new IllegalArgumentException(option + " (" + list + ") must be names with commas between them");
        }
        return parts;
    }
}
