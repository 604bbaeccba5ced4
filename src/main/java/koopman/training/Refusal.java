package koopman.training;

import java.io.IOException;
import java.nio.file.Path;

/** Why a file is refused, in as many words as a terminal shows well, whatever stands in the file. */
public final class Refusal {

    private static final int BEGINNING = 600; // characters
    private static final int END = 200;

    private Refusal() {}

    /** Returns the refusal of a file; a long fault lacks its middle. */
    public static IOException of(Path file, String fault) {
        return of(file, fault, null);
    }

    /** Returns the refusal of a file for which there is a deeper reason. */
    public static IOException of(Path file, String fault, Throwable cause) {
        String brief = fault.length() <= BEGINNING + END ? fault
                : fault.substring(0, BEGINNING) + " ... " + fault.substring(fault.length() - END);
        return new IOException(file + ": " + brief, cause);
    }
}
