// SPDX-License-Identifier: Apache-2.0
package koopman;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import koopman.data.ImageFiles;
import koopman.jupyter.MavenFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code koopman data}: finds or downloads the files of data sets and of artifacts. */
@Command(name = "data", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Finds the files of a data set, or downloads those that are missing, checks them and prints their "
                + "folder. Of artifacts in Maven's repositories, does so with each file alone, without what it needs, and "
                + "prints the files.", ""},
        footer = {"", "Data sets are looked for in the folder that KOOPMAN_DATA names (there, or in its folder of the set's "
                + "name), then in the cache (KOOPMAN_CACHE, else ~/.cache/koopman), to which they are downloaded. "
                + "Artifacts are Maven's, with its settings and its local repository."})
final class DataCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "DATA", arity = "1..*",
            description = "a data set, mnist or fashion-mnist, or an artifact as group:artifact:version")
    List<String> data;

    @Override
    public Integer call() throws IOException {
        List<ImageFiles> sets = data.stream().filter(each -> !isArtifact(each)).map(this::files).toList();
        List<String> artifacts = data.stream().filter(DataCommand::isArtifact).toList();
        for (ImageFiles each : sets) {
            System.out.println(each.splits());
            System.out.println(each.folder());
        }
        if (!artifacts.isEmpty()) {
            fetch(artifacts);
        }
        return 0;
    }

    private static boolean isArtifact(String name) {
        return name.contains(":");
    }

    private ImageFiles files(String name) {
        return List.of(ImageFiles.MNIST, ImageFiles.FASHION_MNIST).stream()
                .filter(each -> each.name().equalsIgnoreCase(name)).findFirst()
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "DATA (" + name
                        + ") must be mnist or fashion-mnist, or an artifact as group:artifact:version"));
    }

    private void fetch(List<String> artifacts) throws IOException {
        try {
            MavenFiles.alone(artifacts).forEach(System.out::println);
        } catch (IllegalArgumentException malformed) {
            throw new ParameterException(spec.commandLine(), malformed.getMessage());
        }
    }
}
