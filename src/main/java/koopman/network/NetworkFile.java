// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import koopman.data.Fingerprint;
import koopman.training.Provenance;
import koopman.training.Refusal;
import koopman.training.TensorFile;

/** The safetensors file of a residual network: its sizes, where it comes from, its parameters and running moments. */
final class NetworkFile {

    private static final String FORMAT = "koopman network";
    private static final String VERSION = "2";

    private NetworkFile() {}

    static void write(Path file, Architecture architecture, Provenance provenance, Map<String, NDArray> arrays)
            throws IOException {
        var settings = new LinkedHashMap<String, String>();
        settings.put("format", FORMAT);
        settings.put("version", VERSION);
        settings.put("inputs", String.valueOf(architecture.inputs()));
        settings.put("width", String.valueOf(architecture.width()));
        settings.put("blocks", String.valueOf(architecture.blocks()));
        settings.put("classes", String.valueOf(architecture.classes()));
        settings.putAll(provenance.texts());
        new TensorFile(settings, arrays).write(file);
    }

    static String digest(Architecture architecture, Map<String, NDArray> arrays) {
        var fingerprint = new Fingerprint().add(architecture.toString());
        new TreeMap<>(arrays).forEach((name, array) -> fingerprint.add(name).add(array.toFloatArray()));
        return fingerprint.text();
    }

    /** Makes a network of what a file holds. */
    interface Maker {
        ResidualMlp network(Architecture architecture, Provenance provenance, Map<String, NDArray> arrays);
    }

    /** Returns the network of a file, made after its arrays have been checked by name and shape. */
    static ResidualMlp read(Path file, Maker maker) throws IOException {
        try (NDManager reading = NDManager.newBaseManager()) {
            TensorFile saved = TensorFile.read(file, FORMAT, VERSION, reading);
            Architecture architecture = architecture(saved);
            saved.requireArrays(file, architecture.shapes());
            requireSingle(file, saved);
            return maker.network(architecture, Provenance.in(saved), saved.arrays());
        } catch (IllegalArgumentException refused) {
            throw Refusal.of(file, refused.getMessage(), refused);
        }
    }

    /** A number of blocks that the arrays cannot be of is refused before their names are listed. */
    private static Architecture architecture(TensorFile saved) {
        var architecture = new Architecture(saved.number("inputs"), saved.number("width"), saved.number("blocks"),
                saved.number("classes"));
        if (architecture.blocks() > saved.arrays().size()) {
            throw new IllegalArgumentException("blocks (" + architecture.blocks() + ") must be fewer than the file's arrays ("
                    + saved.arrays().size() + ")");
        }
        return architecture;
    }

    private static void requireSingle(Path file, TensorFile saved) throws IOException {
        for (var array : saved.arrays().entrySet()) {
            if (array.getValue().getDataType() != DataType.FLOAT32) {
                throw Refusal.of(file, "array " + array.getKey() + " (" + array.getValue().getDataType()
                        + ") must be of single precision");
            }
        }
    }
}
