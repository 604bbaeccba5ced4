package koopman.jupyter;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;

/** The magics that put libraries on the class path of the cells that follow. */
final class DependencyMagics {

    private final JavaKernel kernel;
    private final List<String> repositories = new ArrayList<>();

    private DependencyMagics(JavaKernel kernel) {
        this.kernel = kernel;
    }

    static void register(JavaKernel kernel) {
        DependencyMagics magics = new DependencyMagics(kernel);
        MagicsRegistry registry = kernel.getMagicsRegistry();
        for (String name : List.of("maven", "addMavenDependency", "addMavenDependencies")) {
            registry.registerLineMagic(name, (same, arguments) -> magics.maven(arguments));
        }
        for (String name : List.of("mavenRepo", "addMavenRepo")) {
            registry.registerLineMagic(name, (same, arguments) -> magics.repository(arguments));
        }
        registry.registerLineMagic("jars", (same, arguments) -> magics.jars(arguments));
        registry.registerLineMagic("classpath", (same, arguments) -> magics.classpath(arguments));
        registry.registerLineMagic("loadFromPOM", (same, arguments) -> magics.pom(arguments));
        registry.registerCellMagic("loadFromPOM", (same, arguments, body) -> magics.add(
                MavenProject.ofXml(body, magics.repositories).resolve()));
    }

    private Object maven(List<String> coordinates) throws CellFailure {
        List<String> wanted = coordinates.stream().filter(each -> !each.startsWith("-")).toList();
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException(
                    "%maven needs coordinates, as in %maven com.google.guava:guava:33.0.0-jre");
        }
        return add(MavenProject.ofCoordinates(wanted, repositories).resolve());
    }

    private Object repository(List<String> arguments) {
        if (arguments.size() != 2) {
            throw new IllegalArgumentException("%mavenRepo needs an id and a URL, found " + arguments);
        }
        repositories.add("<repository><id>" + Html.escape(arguments.get(0)) + "</id><url>"
                + Html.escape(arguments.get(1)) + "</url></repository>");
        return CellShell.NOTHING;
    }

    private Object pom(List<String> arguments) throws CellFailure, IOException {
        if (arguments.size() != 1 || !Files.isReadable(Path.of(arguments.get(0)))) {
            throw new IllegalArgumentException("%loadFromPOM needs one readable pom.xml, found " + arguments);
        }
        return add(MavenProject.ofXml(Files.readString(Path.of(arguments.get(0))), repositories).resolve());
    }

    private Object classpath(List<String> paths) {
        if (paths.isEmpty()) {
            return new DisplayData(kernel.shell().added().stream().map(Path::toString)
                    .collect(Collectors.joining("\n")));
        }
        List<Path> found = new ArrayList<>();
        for (String entry : String.join(File.pathSeparator, paths).split(File.pathSeparator)) {
            found.addAll(entry.contains("*") ? matching(entry) : List.of(existing(entry)));
        }
        return add(found);
    }

    private Object jars(List<String> patterns) {
        if (patterns.isEmpty()) {
            throw new IllegalArgumentException("%jars needs a pattern, as in %jars lib/*.jar");
        }
        List<Path> found = new ArrayList<>();
        patterns.forEach(pattern -> found.addAll(matching(pattern)));
        return add(found);
    }

    private static Path existing(String path) {
        if (!Files.exists(Path.of(path))) {
            throw new IllegalArgumentException(path + " must exist; looked for it in " + Path.of("").toAbsolutePath());
        }
        return Path.of(path).toAbsolutePath();
    }

    private static List<Path> matching(String pattern) {
        if (!pattern.contains("*") && !pattern.contains("?")) {
            return List.of(existing(pattern));
        }
        Path folder = Path.of(pattern.replaceFirst("[^/\\\\]*[*?].*", "") + ".").normalize().toAbsolutePath();
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:"
                + (Path.of(pattern.replaceAll("[*?]", "x")).isAbsolute() ? pattern : Path.of("").toAbsolutePath() + "/"
                + pattern).replace("\\", "/"));
        try (Stream<Path> files = Files.walk(folder, pattern.contains("**") ? Integer.MAX_VALUE : 1)) {
            List<Path> found = files.filter(matcher::matches).sorted().toList();
            if (found.isEmpty()) {
                throw new IllegalArgumentException("No file is called " + pattern + " in " + folder);
            }
            return found;
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(folder + " must be a readable folder", unreadable);
        }
    }

    private Object add(List<Path> paths) {
        paths.forEach(kernel.shell()::addToClasspath);
        kernel.session().extensions().adopt(kernel);
        return CellShell.NOTHING;
    }
}
