// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.AbstractList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import koopman.display.Displayable;

/** The paths of resolved jars, shown as a table of what they are, how large, and under which licence. */
final class MavenJars extends AbstractList<String> implements Displayable {

    private static final List<String> COLUMNS = List.of("artifact", "version", "size", "licence");
    private static final int SIZE = COLUMNS.indexOf("size");
    private static final double MEGABYTE = 1e6;
    private static final double KILOBYTE = 1e3;

    private final List<MavenJar> jars;

    MavenJars(List<MavenJar> jars) {
        this.jars = jars;
    }

    @Override
    public String get(int index) {
        return jars.get(index).file().toString();
    }

    @Override
    public int size() {
        return jars.size();
    }

    private Stream<List<String>> rows() {
        Stream<List<String>> each = jars.stream()
                .map(jar -> List.of(jar.artifact(), jar.version(), size(bytes(jar)), jar.licence()));
        long all = jars.stream().mapToLong(MavenJars::bytes).sum();
        return jars.size() < 2 ? each : Stream.concat(each, Stream.of(List.of(jars.size() + " jars", "", size(all), "")));
    }

    private static long bytes(MavenJar jar) {
        return jar.file().toFile().length();
    }

    private static String size(long bytes) {
        return bytes < MEGABYTE ? String.format(Locale.ROOT, "%.0f kB", Math.ceil(bytes / KILOBYTE))
                : String.format(Locale.ROOT, "%.1f MB", bytes / MEGABYTE);
    }

    @Override
    public Map<String, String> display() {
        return Map.of("text/html", "<table class=\"dataframe\">\n<thead>" + row("th", COLUMNS) + "</thead>\n<tbody>\n"
                + rows().map(row -> row("td", row) + "\n").collect(Collectors.joining()) + "</tbody>\n</table>\n");
    }

    private static String row(String tag, List<String> cells) {
        StringBuilder html = new StringBuilder("<tr>");
        for (int i = 0; i < cells.size(); i++) {
            html.append("<").append(tag).append(" style=\"text-align:").append(i == SIZE ? "right" : "left").append("\">")
                    .append(Html.escape(cells.get(i))).append("</").append(tag).append(">");
        }
        return html.append("</tr>").toString();
    }

    @Override
    public String toString() {
        List<List<String>> rows = Stream.concat(Stream.of(COLUMNS), rows()).toList();
        int[] widths = new int[COLUMNS.size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        return rows.stream().map(row -> String.format("%-" + widths[0] + "s  %-" + widths[1] + "s  %" + widths[2] + "s  %s",
                row.toArray()).stripTrailing()).collect(Collectors.joining("\n"));
    }
}
