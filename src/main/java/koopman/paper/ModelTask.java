// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The training of a model, which depends on nothing but this: any machine can run it that has the library and the benchmark's
 * data, and machines of one kind give the same numbers, to the bit.
 */
public final class ModelTask implements Serializable {

    private static final long serialVersionUID = 1;

    private final Benchmark benchmark;
    private final NeededModel model;
    private final List<String> begun;

    /**
     * @param begun the names of the files that it begins with: the network of an autoencoder, a fit that was stopped
     */
    ModelTask(Benchmark benchmark, NeededModel model, List<String> begun) {
        this.benchmark = benchmark;
        this.model = model;
        this.begun = begun;
    }

    /**
     * Trains the model and returns it; nothing is left on this machine.
     *
     * @param files those that the task begins with, by name; others do no harm
     * @throws IOException if there is no room for the model
     */
    public ModelFile run(Map<String, byte[]> files) throws IOException {
        Path folder = Files.createTempDirectory("koopman-");
        try {
            for (String name : begun) {
                Files.write(folder.resolve(name), files.get(name));
            }
            try (KeptModels models = model.unmade(benchmark, folder)) {
                model.train(models);
                Path file = model.file(models);
                return new ModelFile(file.getFileName().toString(), Files.readAllBytes(file));
            }
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }
}
