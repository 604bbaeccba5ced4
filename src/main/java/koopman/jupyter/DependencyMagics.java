// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private final Libraries libraries = new Libraries(System.getProperty("java.class.path"));

    private DependencyMagics(JavaKernel kernel) {
        this.kernel = kernel;
    }

    static void register(JavaKernel kernel) {
        DependencyMagics magics = new DependencyMagics(kernel);
        MagicsRegistry registry = kernel.getMagicsRegistry();
        for (String name : List.of("maven", "addMavenDependency", "addMavenDependencies")) {
            registry.registerLineMagic(name, (same, arguments) -> magics.maven(arguments));
        }
        registry.registerCellMagic("maven", (same, arguments, body) -> magics.maven(
                Stream.concat(arguments.stream(), Arguments.of(body).stream()).toList()));
        for (String name : List.of("mavenRepo", "addMavenRepo")) {
            registry.registerLineMagic(name, (same, arguments) -> magics.repository(arguments));
        }
        registry.registerLineMagic("jars", (same, arguments) -> magics.jars(arguments));
        registry.registerLineMagic("classpath", (same, arguments) -> magics.classpath(arguments));
        registry.registerLineMagic("loadFromPOM", (same, arguments) -> magics.pom(arguments));
        registry.registerCellMagic("loadFromPOM", (same, arguments, body) -> magics.add(
                MavenProject.ofXml(body, magics.repositories).resolve()));
    }

    private Object maven(List<String> arguments) throws CellFailure {
        MavenArguments wanted = MavenArguments.of(arguments);
        MavenProject project = MavenProject.ofCoordinates(wanted.coordinates(), wanted.without(), repositories);
        if (!wanted.shown()) {
            return add(project.resolve());
        }
        List<MavenJar> jars = project.resolve(true);
        add(jars.stream().map(MavenJar::file).toList());
        return new MavenJars(jars);
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
        if (arguments.size() != 1 || !Files.isReadable(FilePattern.path(arguments.get(0)))) {
            throw new IllegalArgumentException("%loadFromPOM needs one readable pom.xml, found " + arguments);
        }
        return add(MavenProject.ofXml(Files.readString(FilePattern.path(arguments.get(0))), repositories).resolve());
    }

    private Object classpath(List<String> paths) {
        if (paths.isEmpty()) {
            return new DisplayData(kernel.shell().added().stream().map(Path::toString)
                    .collect(Collectors.joining("\n")));
        }
        return add(paths.stream().flatMap(each -> Stream.of(each.split(File.pathSeparator)))
                .filter(each -> !each.isBlank()).flatMap(each -> new FilePattern(each).paths().stream()).toList());
    }

    private Object jars(List<String> patterns) {
        if (patterns.isEmpty()) {
            throw new IllegalArgumentException("%jars needs a pattern, as in %jars lib/*.jar");
        }
        return add(patterns.stream().flatMap(each -> jars(each).stream()).toList());
    }

    /** A folder means the jars in it; of what a star matches, jars only. */
    private static List<Path> jars(String pattern) {
        List<Path> paths = new FilePattern(pattern).paths();
        if (paths.size() == 1 && Files.isRegularFile(paths.get(0))) {
            return paths;
        }
        if (paths.size() == 1 && Files.isDirectory(paths.get(0))) {
            return new FilePattern(paths.get(0) + "/*.jar").paths();
        }
        List<Path> jars = paths.stream().filter(each -> Files.isRegularFile(each) && each.toString().endsWith(".jar")).toList();
        if (jars.isEmpty()) {
            throw new IllegalArgumentException("No file that " + pattern + " matches is a jar: " + paths);
        }
        return jars;
    }

    private Object add(List<Path> paths) {
        paths.forEach(DependencyMagics::refuseSeparators);
        libraries.add(List.copyOf(kernel.shell().added()));
        libraries.add(paths).forEach(System.err::println);
        paths.forEach(kernel.shell()::addToClasspath);
        kernel.session().extensions().adopt(kernel);
        return new MagicCalls.Quiet(paths.stream().map(Path::toString).toList());
    }

    /** Java would take such a path for two. */
    private static void refuseSeparators(Path path) {
        if (path.toString().contains(File.pathSeparator)) {
            throw new IllegalArgumentException("path (" + path + ") must be without " + File.pathSeparator
                    + ", which divides the paths of a class path: give the folder another name");
        }
    }
}
