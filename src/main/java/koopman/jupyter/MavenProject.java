// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A project that consists of dependencies only, resolved as Maven does, so that its settings, mirrors and repository
 * count here as everywhere else.
 */
final class MavenProject {

    private static final int LOOK_MILLIS = 50;
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
        return ofCoordinates(coordinates, List.of(), repositories);
    }

    /** Returns the project of coordinates that leaves out, of what they need, each {@code group:artifact} named. */
    static MavenProject ofCoordinates(List<String> coordinates, List<String> without, List<String> repositories) {
        String exclusions = without.isEmpty() ? "" : tag("exclusions", without.stream().map(MavenProject::exclusion));
        return of(tag("dependencies", coordinates.stream().map(each -> dependency(each, exclusions))), repositories);
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

    private static String dependency(String coordinates, String more) {
        String[] parts = coordinates.split(":");
        if (parts.length < 3 || parts.length > 5) {
            throw new IllegalArgumentException("coordinates (" + coordinates
                    + ") must be group:artifact:version, group:artifact:type:version or "
                    + "group:artifact:type:classifier:version");
        }
        return "<dependency>" + tag("groupId", parts[0]) + tag("artifactId", parts[1])
                + tag("version", parts[parts.length - 1]) + (parts.length > 3 ? tag("type", parts[2]) : "")
                + (parts.length > 4 ? tag("classifier", parts[3]) : "") + more + "</dependency>";
    }

    private static String exclusion(String kind) {
        String[] parts = kind.split(":");
        return "<exclusion>" + tag("groupId", parts[0]) + tag("artifactId", parts[1]) + "</exclusion>";
    }

    private static String tag(String name, String text) {
        return tag(name, Stream.of(Html.escape(text)));
    }

    private static String tag(String name, Stream<String> content) {
        return content.collect(Collectors.joining("", "<" + name + ">", "</" + name + ">"));
    }

    /**
     * Returns the files of the dependencies' jars and of what they need.
     *
     * @throws CellFailure with Maven's words if one cannot be resolved
     */
    List<Path> resolve() throws CellFailure {
        return resolve(false).stream().map(MavenJar::file).toList();
    }

    /**
     * Returns the jars of the dependencies and of what they need, with their licences or without.
     *
     * @throws CellFailure with Maven's words if one cannot be resolved
     */
    List<MavenJar> resolve(boolean licensed) throws CellFailure {
        try {
            Path pom = Files.createTempFile("cells", ".pom");
            try {
                return await(resolving(Files.writeString(pom, xml), licensed));
            } finally {
                Files.delete(pom);
            }
        } catch (IOException unreadable) {
            throw failure(unreadable.getMessage());
        }
    }

    /** A download does not listen to an interrupt: it goes on in a thread of its own and is not waited for. */
    private static CompletableFuture<List<MavenJar>> resolving(Path pom, boolean licensed) throws IOException {
        Resolver resolver = ResolverLoader.resolver();
        return CompletableFuture.supplyAsync(() -> resolver.resolve(pom, licensed), task -> {
            Thread thread = new Thread(task, "resolver");
            thread.setContextClassLoader(resolver.getClass().getClassLoader());
            thread.setDaemon(true);
            thread.start();
        });
    }

    private static List<MavenJar> await(CompletableFuture<List<MavenJar>> resolving) throws CellFailure {
        while (!Interrupts.requested()) {
            try {
                return resolving.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException goesOn) {
                continue;
            } catch (ExecutionException failed) {
                throw failure(failed.getCause().getMessage());
            } catch (InterruptedException interrupt) {
                break;
            }
        }
        throw failure("Interrupted while Maven resolved.");
    }

    private static CellFailure failure(String reason) {
        return new CellFailure("DependencyError", reason, List.of(reason));
    }
}
