// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A path in which a star stands for any characters of one name, a question mark for one of them, and two stars for any
 * number of folders; a tilde begins the user's own folder, and a slash at the end means all that is in a folder. Every
 * other character stands for itself; on Windows, either slash divides names.
 */
final class FilePattern {

    private static final boolean WINDOWS = File.separatorChar == '\\';
    private static final String FOLDERS = "**";

    private final String pattern;

    FilePattern(String pattern) {
        this.pattern = pattern;
    }

    /** Returns a path as the user wrote it, where a tilde begins the user's own folder. */
    static Path path(String text) {
        boolean own = text.equals("~") || text.startsWith("~/") || WINDOWS && text.startsWith("~\\");
        return Path.of(own ? System.getProperty("user.home") + text.substring(1) : text);
    }

    /**
     * Returns the files and folders that it stands for, by name.
     *
     * @throws IllegalArgumentException if there are none, with the folder that was looked at
     */
    List<Path> paths() {
        List<String> names = names();
        int stars = firstWithStars(names);
        if (stars == names.size() || isThere()) {
            return List.of(existing(path(pattern)));
        }
        String start = String.join("/", names.subList(0, stars));
        Path folder = existing(path(start.matches("|.*[^:/]") && !(stars == 1 && start.isEmpty()) ? start : start + "/"));
        Set<Path> found = new TreeSet<>();
        find(folder, names.subList(stars, names.size()), found);
        if (found.isEmpty()) {
            throw new IllegalArgumentException("No file is called " + pattern + " in " + folder);
        }
        return List.copyOf(found);
    }

    private List<String> names() {
        List<String> names = new ArrayList<>(List.of(pattern.split(WINDOWS ? "[/\\\\]" : "/", -1)));
        String last = names.get(names.size() - 1);
        if (last.isEmpty() && names.size() > 1) {
            names.set(names.size() - 1, "*");
        } else if (last.equals(FOLDERS)) {
            names.add("*");
        }
        return names;
    }

    /** A file may have a star in its name. */
    private boolean isThere() {
        return !WINDOWS && !pattern.endsWith("/") && Files.exists(path(pattern));
    }

    private static int firstWithStars(List<String> names) {
        int first = 0;
        while (first < names.size() && !names.get(first).contains("*") && !names.get(first).contains("?")) {
            first++;
        }
        return first;
    }

    private static Path existing(Path path) {
        Path whole = path.toAbsolutePath().normalize();
        if (!Files.exists(whole)) {
            Path folder = whole;
            while (folder.getParent() != null && !Files.exists(folder)) {
                folder = folder.getParent();
            }
            throw new IllegalArgumentException(path + " must exist; looked for it in " + folder);
        }
        return whole;
    }

    private static void find(Path folder, List<String> names, Set<Path> found) {
        if (names.isEmpty()) {
            found.add(folder);
            return;
        }
        List<String> rest = names.subList(1, names.size());
        if (names.get(0).equals(FOLDERS)) {
            find(folder, rest, found);
            children(folder, Pattern.compile(".*")).stream().filter(FilePattern::isOwnFolder)
                    .forEach(each -> find(each, names, found));
            return;
        }
        children(folder, name(names.get(0))).stream().filter(each -> rest.isEmpty() || Files.isDirectory(each))
                .forEach(each -> find(each, rest, found));
    }

    /** A link may lead in a circle. */
    private static boolean isOwnFolder(Path path) {
        return Files.isDirectory(path) && !Files.isSymbolicLink(path);
    }

    /** A folder that may not be read has no children. */
    private static List<Path> children(Path folder, Pattern name) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(each -> name.matcher(each.getFileName().toString()).matches()).toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static Pattern name(String glob) {
        StringBuilder name = new StringBuilder();
        for (char each : glob.toCharArray()) {
            name.append(each == '*' ? ".*" : each == '?' ? "." : Pattern.quote(String.valueOf(each)));
        }
        return Pattern.compile(name.toString(), WINDOWS ? Pattern.CASE_INSENSITIVE : 0);
    }
}
