// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import koopman.data.Fingerprint;
import koopman.data.Samples;

/**
 * Where a trained thing comes from: all that decides its numbers. It stands in the thing's file, so that a file of another
 * training is told by its contents.
 *
 * @param what what was trained, such as "residual network"
 * @param plan how, the text of the plan
 * @param seed the seed of the starting values and the order of the rows
 * @param rows a digest of the rows that it was trained on
 * @param settings further settings by name
 */
public record Provenance(String what, String plan, long seed, String rows, Map<String, String> settings) {

    private static final String PREFIX = "provenance ";
    private static final String SETTING = PREFIX + "of ";
    private static final String EPOCHS_DONE = "epochs done";

    public Provenance {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    /** Returns the provenance of what is trained on samples. */
    public static Provenance of(String what, TrainingPlan plan, long seed, Samples samples) {
        return new Provenance(what, plan.toString(), seed, samples.digest(), Map.of());
    }

    /** Returns this provenance with a further setting. */
    public Provenance with(String name, Object value) {
        var more = new TreeMap<>(settings);
        more.put(name, value.toString());
        return new Provenance(what, plan, seed, rows, more);
    }

    /** Returns the provenance of a training by this plan that ended early, after so many epochs. */
    public Provenance afterEpochs(int done) {
        return with(EPOCHS_DONE, done);
    }

    /** Returns the texts by which a file keeps this, to stand among its settings. */
    public Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        fields().forEach((name, value) -> texts.put(PREFIX + name, value));
        return texts;
    }

    /**
     * Returns the provenance that a file keeps.
     *
     * @throws IllegalArgumentException if it keeps none; the message names what is missing
     */
    public static Provenance in(TensorFile file) {
        var settings = new TreeMap<String, String>();
        file.settings().forEach((name, value) -> {
            if (name.startsWith(SETTING)) {
                settings.put(name.substring(SETTING.length()), value);
            }
        });
        return new Provenance(file.text(PREFIX + "what"), file.text(PREFIX + "plan"), seed(file.text(PREFIX + "seed")),
                file.text(PREFIX + "rows"), settings);
    }

    private static long seed(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException other) {
            throw new IllegalArgumentException("seed (" + text + ") must be a whole number", other);
        }
    }

    /**
     * Accepts a thing of the same provenance.
     *
     * @param found where the thing in the file comes from
     * @throws IOException if it comes from elsewhere; the message names the first thing that differs, and the remedy
     */
    public void requireSame(Provenance found, Path file) throws IOException {
        Map<String, String> is = found.fields();
        var names = new LinkedHashMap<>(fields());
        is.forEach(names::putIfAbsent);
        for (String name : names.keySet()) {
            String wanted = fields().getOrDefault(name, "none");
            if (!wanted.equals(is.getOrDefault(name, "none"))) {
                throw Refusal.of(file, name.replaceFirst("^of ", "") + " (" + is.getOrDefault(name, "none")
                        + ") must be " + wanted + ": choose another folder, or delete the file to begin anew");
            }
        }
    }

    /** Returns 16 hexadecimal digits that stand for all of this, for names of files. */
    public String digest() {
        var fingerprint = new Fingerprint();
        fields().forEach((name, value) -> fingerprint.add(name).add(value));
        return fingerprint.text();
    }

    /**
     * Returns a file's name that tells this thing from all others, by its seed and the digest.
     *
     * @param kind what the name begins with, for the eye
     */
    public String fileName(String kind) {
        return kind + "-seed" + seed + "-" + digest() + ".safetensors";
    }

    /** Returns all fields in their order, with "of " before the names of the further settings. */
    private Map<String, String> fields() {
        var fields = new LinkedHashMap<String, String>();
        fields.put("what", what);
        fields.put("plan", plan);
        fields.put("seed", String.valueOf(seed));
        fields.put("rows", rows);
        settings.forEach((name, value) -> fields.put("of " + name, value));
        return fields;
    }

    @Override
    public String toString() {
        return what + " by " + plan + ", seed " + seed + ", rows " + rows + (settings.isEmpty() ? "" : ", " + settings);
    }
}
