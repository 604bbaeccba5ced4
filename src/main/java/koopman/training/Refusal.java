// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import java.io.IOException;
import java.nio.file.Path;
import koopman.display.Brief;

/** Why a file is refused, in few words, whatever stands in the file. */
public final class Refusal {

    private Refusal() {}

    /** Returns the refusal of a file. */
    public static IOException of(Path file, String fault) {
        return of(file, fault, null);
    }

    /** Returns the refusal of a file for which there is a deeper reason. */
    public static IOException of(Path file, String fault, Throwable cause) {
        return new IOException(file + ": " + Brief.of(fault), cause);
    }
}
