package koopman.jupyter;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.extensions.mmr.MavenModelReader;
import eu.maveniverse.maven.mima.extensions.mmr.ModelRequest;
import eu.maveniverse.maven.mima.extensions.mmr.ModelResponse;
import eu.maveniverse.maven.mima.runtime.standalonestatic.StandaloneStaticRuntime;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelProblem;
import org.apache.maven.model.resolution.UnresolvableModelException;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifactType;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.impl.RemoteRepositoryManager;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorResult;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;

/**
 * Maven's own resolver, run in this JVM with the settings of the user and of the Maven on the path: local repository,
 * mirrors, proxies, credentials. Only {@link ResolverLoader} loads this class: public, because it does so from afar.
 */
public final class MavenResolver implements Function<Path, List<Path>> {

    private static final boolean WINDOWS = File.separatorChar == '\\';

    /**
     * Returns the jars of the dependencies of a {@code pom.xml}, and of what they need.
     *
     * @throws IllegalStateException if one cannot be resolved, with its coordinates and where it was looked for
     */
    @Override
    public List<Path> apply(Path pom) {
        try (Context context = new StandaloneStaticRuntime().create(settings())) {
            return resolve(context, pom);
        } catch (RepositoryException unresolved) {
            throw new IllegalStateException(reason(unresolved), unresolved);
        }
    }

    /** The outer exceptions say that something failed; what and where, those within. */
    private static String reason(Throwable failure) {
        if (failure instanceof ArtifactResolutionException unresolved) {
            return lines(unresolved.getResults().stream().flatMap(result -> result.getExceptions().stream())
                    .map(Exception::getMessage));
        }
        if (failure instanceof ModelBuildingException unreadable) {
            return lines(unreadable.getProblems().stream().map(ModelProblem::getMessage));
        }
        Throwable cause = failure.getCause();
        return cause instanceof RepositoryException || cause instanceof ModelBuildingException
                || cause instanceof UnresolvableModelException ? reason(cause) : failure.getMessage();
    }

    private static String lines(Stream<String> messages) {
        return messages.distinct().collect(Collectors.joining("\n"));
    }

    /** A {@code bundle} is a jar made for OSGi, of which Maven learns from a plugin only. */
    private static ContextOverrides settings() {
        var settings = ContextOverrides.create().withUserSettings(true)
                .extraArtifactTypes(List.of(new DefaultArtifactType("bundle", "jar", "", "java")));
        mavenHome().ifPresent(settings::withMavenSystemHomeOverride);
        return settings.build();
    }

    /** The settings of all users stand in the folder of Maven, wherever the command on the path leads. */
    private static Optional<Path> mavenHome() {
        if (System.getenv("MAVEN_HOME") != null) {
            return Optional.empty(); // it is looked at anyway
        }
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> new File(folder, WINDOWS ? "mvn.cmd" : "mvn").toPath()).filter(Files::isExecutable)
                .findFirst().map(MavenResolver::twoUp);
    }

    private static Path twoUp(Path command) {
        try {
            return command.toRealPath().getParent().getParent();
        } catch (IOException unreadable) {
            return null;
        }
    }

    private static List<Path> resolve(Context context, Path pom) throws RepositoryException {
        ModelResponse model = new MavenModelReader(context).readModel(ModelRequest.builder().setPomFile(pom)
                .setRepositories(context.remoteRepositories()).build());
        ArtifactDescriptorResult wanted = model.toArtifactDescriptorResult(model.getEffectiveModel());
        CollectRequest request = new CollectRequest(wanted.getDependencies(), wanted.getManagedDependencies(),
                repositories(context, wanted.getRepositories()));
        return context.repositorySystem()
                .resolveDependencies(context.repositorySystemSession(), new DependencyRequest(request, null))
                .getArtifactResults().stream().map(ArtifactResult::getArtifact)
                .filter(artifact -> !artifact.getExtension().equals("pom")).map(MavenResolver::file).toList();
    }

    private static Path file(Artifact artifact) {
        return artifact.getFile().toPath();
    }

    private static List<RemoteRepository> repositories(Context context, List<RemoteRepository> more) {
        return context.lookup().lookup(RemoteRepositoryManager.class).orElseThrow().aggregateRepositories(
                context.repositorySystemSession(), context.remoteRepositories(), more, true);
    }
}
