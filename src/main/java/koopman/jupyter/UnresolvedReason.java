// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelProblem;
import org.apache.maven.model.resolution.UnresolvableModelException;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.transfer.ArtifactTransferException;

/** Why something could not be resolved: the outer exceptions say that something failed; what and where, those within. */
final class UnresolvedReason {

    private static final String REMEDY = ". It is not in the local repository yet: connect to the network and try again; "
            + "from then on it is found without.";

    private UnresolvedReason() {}

    /** Returns the reason in Maven's words, and what to do if there is no network. */
    static String of(Throwable failure) {
        return unreachable(failure).orElseGet(() -> words(failure));
    }

    private static String words(Throwable failure) {
        if (failure instanceof ArtifactResolutionException || failure instanceof ModelBuildingException) {
            return parts(failure).distinct().collect(Collectors.joining("\n"));
        }
        Throwable cause = failure.getCause();
        return cause instanceof RepositoryException || cause instanceof ModelBuildingException
                || cause instanceof UnresolvableModelException ? words(cause) : failure.getMessage();
    }

    private static Stream<String> parts(Throwable failure) {
        return failure instanceof ModelBuildingException unreadable
                ? unreadable.getProblems().stream().map(ModelProblem::getMessage)
                : transfers((ArtifactResolutionException) failure).map(Throwable::getMessage);
    }

    private static Stream<Exception> transfers(ArtifactResolutionException unresolved) {
        return unresolved.getResults().stream().flatMap(result -> result.getExceptions().stream());
    }

    /** The first transfer for which nobody answered is the one to speak of. */
    private static Optional<String> unreachable(Throwable failure) {
        if (failure instanceof ArtifactTransferException && isOfNetwork(failure.getCause())) {
            return Optional.of(failure.getMessage() + REMEDY);
        }
        return within(failure).flatMap(each -> unreachable(each).stream()).findFirst();
    }

    private static Stream<Exception> within(Throwable failure) {
        if (failure instanceof ArtifactResolutionException unresolved) {
            return transfers(unresolved);
        }
        if (failure instanceof ModelBuildingException unreadable) {
            return unreadable.getProblems().stream().map(ModelProblem::getException).filter(Objects::nonNull);
        }
        return failure.getCause() instanceof Exception cause ? Stream.of(cause) : Stream.empty();
    }

    private static boolean isOfNetwork(Throwable cause) {
        return cause instanceof UnknownHostException || cause instanceof SocketException
                || cause instanceof InterruptedIOException;
    }
}
