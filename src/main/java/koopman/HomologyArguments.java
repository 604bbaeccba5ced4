// SPDX-License-Identifier: Apache-2.0
package koopman;


/**
 * The arguments of {@code homology} without picocli, whose start takes longer than the homology of 2,000 points does.
 * Only plain commands are understood, {@code [--option value ...] FILE} in any order; picocli has all others, help
 * and mistakes among them, and gives the same command.
 */
final class HomologyArguments {

    private final HomologyCommand command = new HomologyCommand();

    private HomologyArguments() {}

    /** Returns the command that the arguments after {@code homology} tell, or null when they are not plain. */
    static HomologyCommand plain(String[] arguments) {
        if (arguments.length < 2 || !arguments[0].equals("homology")) {
            return null;
        }
        HomologyArguments read = new HomologyArguments();
        try {
            return read.all(arguments) ? read.command : null;
        } catch (NumberFormatException mistake) {
            return null;
        }
    }

    private boolean all(String[] arguments) {
        for (int i = 1; i < arguments.length; i++) {
            String word = arguments[i];
            boolean understood = word.startsWith("--")
                    ? ++i < arguments.length && set(word, arguments[i])
                    : setFile(word);
            if (!understood) {
                return false;
            }
        }
        return command.file != null;
    }

    private boolean setFile(String word) {
        boolean first = command.file == null;
        command.file = word;
        return first && !word.isEmpty() && (word.equals("-") || "-@\"'".indexOf(word.charAt(0)) < 0);
    }

    private boolean set(String option, String value) {
        if (value.isEmpty() || "-@\"'".indexOf(value.charAt(0)) >= 0) {
            return false;
        }
        switch (option) {
            case "--input" -> command.input = value;
            case "--max-dimension" -> command.maxDimension = Integer.parseInt(value);
            case "--threshold" -> command.threshold = Double.parseDouble(value);
            case "--landmarks" -> command.landmarks = Integer.parseInt(value);
            case "--format" -> command.format = value;
            case "--out" -> command.outName = value;
            default -> {
                return false;
            }
        }
        return true;
    }
}
