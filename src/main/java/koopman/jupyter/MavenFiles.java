// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Files of Maven's repositories, outside of a notebook. */
public final class MavenFiles {

    private MavenFiles() {}

    /**
     * Returns the files of {@code group:artifact[:type[:classifier]]:version} coordinates, without what they need: from the
     * local repository, or downloaded to it.
     *
     * @throws IllegalArgumentException if coordinates have another form
     * @throws IOException if a file can be neither found nor downloaded, in Maven's words
     */
    public static List<Path> alone(List<String> coordinates) throws IOException {
        try {
            return MavenProject.ofCoordinates(coordinates, List.of(MavenArguments.ALL), List.of()).resolve();
        } catch (CellFailure failed) {
            throw new IOException(failed.getMessage(), failed);
        }
    }
}
