// SPDX-License-Identifier: Apache-2.0
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.model.License;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.artifact.DefaultArtifactType;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.impl.RemoteRepositoryManager;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorResult;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;

/**
 * Maven's own resolver, run in this JVM with the settings of the user and of the Maven on the path: local repository,
 * mirrors, proxies, credentials. Only {@link ResolverLoader} loads this class: public, because it does so from afar.
 */
public final class MavenResolver implements Resolver {

    private static final boolean WINDOWS = File.separatorChar == '\\';

    @Override
    public List<MavenJar> resolve(Path pom, boolean licensed) {
        try (Context context = new StandaloneStaticRuntime().create(settings())) {
            return resolve(context, pom, licensed);
        } catch (RepositoryException unresolved) {
            throw new IllegalStateException(UnresolvedReason.of(unresolved), unresolved);
        }
    }

    /** A {@code bundle} is a jar made for OSGi, of which Maven learns from a plugin only. */
    private static ContextOverrides settings() {
        var settings = ContextOverrides.create().withUserSettings(true).transferListener(new JarDownloads())
                .extraArtifactTypes(List.of(new DefaultArtifactType("bundle", "jar", "", "java")));
        mavenHome().ifPresent(settings::withMavenSystemHomeOverride);
        return settings.build();
    }

    /** The settings of all users stand in the folder of Maven, wherever the command on the path leads. */
    private static Optional<Path> mavenHome() {
        if (System.getenv("MAVEN_HOME") != null) {
            return Optional.empty(); // it is looked at anyway
        }
        String path = System.getenv("PATH"); // on Windows it is called Path, which only this way finds
        return Stream.of((path == null ? "" : path).split(File.pathSeparator))
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

    private static List<MavenJar> resolve(Context context, Path pom, boolean licensed) throws RepositoryException {
        ModelResponse model = new MavenModelReader(context).readModel(ModelRequest.builder().setPomFile(pom)
                .setRepositories(context.remoteRepositories()).build());
        ArtifactDescriptorResult wanted = model.toArtifactDescriptorResult(model.getEffectiveModel());
        List<RemoteRepository> repositories = repositories(context, wanted.getRepositories());
        CollectRequest request = new CollectRequest(wanted.getDependencies(), wanted.getManagedDependencies(), repositories);
        return context.repositorySystem()
                .resolveDependencies(context.repositorySystemSession(), new DependencyRequest(request, null))
                .getArtifactResults().stream().map(ArtifactResult::getArtifact)
                .filter(artifact -> !artifact.getExtension().equals("pom"))
                .map(artifact -> jar(artifact, licensed ? licence(context, artifact, repositories) : "")).toList();
    }

    private static MavenJar jar(Artifact artifact, String licence) {
        String classifier = artifact.getClassifier().isEmpty() ? "" : ":" + artifact.getClassifier();
        return new MavenJar(artifact.getGroupId() + ":" + artifact.getArtifactId() + classifier, artifact.getVersion(),
                artifact.getFile().toPath(), licence);
    }

    /** A model has the licences of its parent unless it names its own. */
    private static String licence(Context context, Artifact artifact, List<RemoteRepository> repositories) {
        Artifact pom = new DefaultArtifact(artifact.getGroupId(), artifact.getArtifactId(), "pom", artifact.getVersion());
        try {
            String names = new MavenModelReader(context)
                    .readModel(ModelRequest.builder().setArtifact(pom).setRepositories(repositories).build())
                    .getEffectiveModel().getLicenses().stream().map(MavenResolver::name)
                    .collect(Collectors.joining(", "));
            return names.isEmpty() ? "none named" : names;
        } catch (RepositoryException unreadable) {
            return "not known: its POM cannot be read";
        }
    }

    /** A licence without a name may have an address. */
    private static String name(License licence) {
        return licence.getName() == null ? String.valueOf(licence.getUrl()) : licence.getName().strip();
    }

    private static List<RemoteRepository> repositories(Context context, List<RemoteRepository> more) {
        return context.lookup().lookup(RemoteRepositoryManager.class).orElseThrow().aggregateRepositories(
                context.repositorySystemSession(), context.remoteRepositories(), more, true);
    }
}
