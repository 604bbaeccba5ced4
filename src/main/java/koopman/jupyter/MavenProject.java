package koopman.jupyter;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A project that consists of dependencies only, resolved by the machine's own Maven, so that its settings, mirrors
 * and repository count here as everywhere else.
 */
final class MavenProject {

    private static final String RESOLVE = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath";
    private static final String HEAD = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
            <modelVersion>4.0.0</modelVersion><groupId>cells</groupId><artifactId>cells</artifactId>
            <version>1</version>
            """;

    private final String xml;

    private MavenProject(String xml) {
        this.xml = xml;
    }

    /** Returns the project as Maven reads it. */
    String xml() {
        return xml;
    }

    /** Returns the project of {@code group:artifact[:type[:classifier]]:version} coordinates. */
    static MavenProject ofCoordinates(List<String> coordinates, List<String> repositories) {
        return of("<dependencies>" + coordinates.stream().map(MavenProject::dependency).collect(Collectors.joining())
                + "</dependencies>", repositories);
    }

    /** Returns the project of a whole POM or of the part of one that names repositories and dependencies. */
    static MavenProject ofXml(String xml, List<String> repositories) {
        if (xml.contains("<project")) {
            return new MavenProject(xml);
        }
        return of(xml.contains("<dependencies>") || !xml.contains("<dependency>") ? xml
                : "<dependencies>" + xml + "</dependencies>", repositories);
    }

    private static MavenProject of(String body, List<String> repositories) {
        String more = repositories.isEmpty() || body.contains("<repositories>") ? ""
                : "<repositories>" + String.join("", repositories) + "</repositories>";
        return new MavenProject(HEAD + more + body + "</project>");
    }

    private static String dependency(String coordinates) {
        String[] parts = coordinates.split(":");
        if (parts.length < 3 || parts.length > 5) {
            throw new IllegalArgumentException("coordinates (" + coordinates
                    + ") must be group:artifact:version, group:artifact:type:version or "
                    + "group:artifact:type:classifier:version");
        }
        return "<dependency>" + tag("groupId", parts[0]) + tag("artifactId", parts[1])
                + tag("version", parts[parts.length - 1]) + (parts.length > 3 ? tag("type", parts[2]) : "")
                + (parts.length > 4 ? tag("classifier", parts[3]) : "") + "</dependency>";
    }

    private static String tag(String name, String text) {
        return "<" + name + ">" + Html.escape(text) + "</" + name + ">";
    }

    /**
     * Returns the jars of the dependencies and of what they need.
     *
     * @throws CellFailure with Maven's words if one cannot be resolved
     */
    List<Path> resolve() throws CellFailure {
        try {
            Path folder = Files.createTempDirectory("koopman-maven");
            try {
                return resolve(folder);
            } finally {
                try (Stream<Path> files = Files.list(folder)) {
                    files.forEach(file -> file.toFile().delete());
                }
                Files.delete(folder);
            }
        } catch (IOException failed) {
            throw failure("Maven must be on the path to resolve dependencies: " + failed.getMessage());
        }
    }

    private List<Path> resolve(Path folder) throws IOException, CellFailure {
        Path pom = Files.writeString(folder.resolve("pom.xml"), xml);
        Path jars = folder.resolve("jars.txt");
        Path said = folder.resolve("said.txt");
        String maven = File.separatorChar == '\\' ? "mvn.cmd" : "mvn";
        Process process = new ProcessBuilder(maven, "-q", "-B", "-ntp", "-f", pom.toString(), RESOLVE,
                "-Dmdep.outputFile=" + jars).redirectErrorStream(true).redirectOutput(said.toFile()).start();
        if (status(process) != 0) {
            throw failure(reason(Files.readString(said)));
        }
        return Stream.of(Files.readString(jars).strip().split(File.pathSeparator)).filter(path -> !path.isEmpty())
                .map(Path::of).toList();
    }

    private static int status(Process process) throws CellFailure {
        try {
            while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
                if (Interrupts.requested()) {
                    throw failure("Interrupted while Maven resolved.");
                }
            }
            return process.exitValue();
        } catch (InterruptedException interrupt) {
            throw failure("Interrupted while Maven resolved.");
        } finally {
            process.destroy();
        }
    }

    /** Maven's first error line is the one that says what is wrong; the others say how to ask for more. */
    static String reason(String said) {
        return said.replaceAll("\u001b\\[[\\d;]*m", "").lines().filter(line -> line.contains("ERROR"))
                .map(line -> line.replaceFirst("^\\[ERROR\\]\\s*", "").replaceFirst(" -> \\[Help.*", "")
                        .replaceFirst("^Failed to execute goal .*?: (?=Could not)", "")
                        .replaceFirst("Could not resolve dependencies for project \\S+ ", ""))
                .filter(line -> !line.isBlank()).findFirst().orElse(said.strip());
    }

    private static CellFailure failure(String reason) {
        return new CellFailure("DependencyError", reason, List.of(reason));
    }
}
