// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What stands behind {@code %maven}.
 *
 * @param coordinates the artifacts that are named
 * @param without what is not to come with them, as {@code group:artifact} with {@code *} for any
 * @param shown whether to show a table of the jars
 */
record MavenArguments(List<String> coordinates, List<String> without, boolean shown) {

    /** What leaves nothing of what an artifact needs. */
    static final String ALL = "*:*";

    private static final String WITHOUT = "--without";
    private static final Pattern KIND = Pattern.compile("[^:\\s]+:[^:\\s]+");

    /**
     * Returns what is typed, options and coordinates in any order.
     *
     * @throws IllegalArgumentException if an option is unknown or not whole, or nothing is named
     */
    static MavenArguments of(List<String> arguments) {
        List<String> coordinates = new ArrayList<>();
        List<String> without = new ArrayList<>();
        boolean shown = false;
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext();) {
            String each = rest.next();
            if (each.equals("--alone")) {
                without.add(ALL);
            } else if (each.equals("--show")) {
                shown = true;
            } else if (each.equals(WITHOUT)) {
                without.add(kind(rest.hasNext() ? rest.next() : ""));
            } else if (each.startsWith(WITHOUT + "=")) {
                without.add(kind(each.substring(WITHOUT.length() + 1)));
            } else if (each.startsWith("-")) {
                throw new IllegalArgumentException(each + " is no option of %maven. There are --alone, --show and "
                        + "--without group:artifact; repositories are those of Maven's settings and of %mavenRepo.");
            } else {
                coordinates.add(each);
            }
        }
        if (coordinates.isEmpty()) {
            throw new IllegalArgumentException(
                    "%maven needs coordinates, as in %maven com.google.guava:guava:33.0.0-jre");
        }
        return new MavenArguments(coordinates, without, shown);
    }

    private static String kind(String given) {
        if (!KIND.matcher(given).matches()) {
            throw new IllegalArgumentException(WITHOUT + " (" + given
                    + ") must be group:artifact, or group:* for all of a group");
        }
        return given;
    }
}
