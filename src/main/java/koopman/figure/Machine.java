// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import koopman.autoencoder.KoopmanAutoencoder;
import koopman.autoencoder.OperatorForm;
import koopman.autoencoder.Surrogate;
import koopman.data.Samples;
import koopman.network.LayerStates;
import koopman.network.LayeredNetwork;
import koopman.network.ResidualMlp;
import koopman.representation.LinearAlgebra;
import koopman.representation.StateScaler;
import koopman.unlearning.OperatorEdit;

/** The live machine: network, encoder, generator, decoder and edits, as affine maps and matrices that the page runs. */
final class Machine {

    private static final int POINTS = 400;

    private Machine() {}

    static LiveFigure of(Surrogate surrogate, Samples samples) {
        int[] steps = {0, surrogate.operator().steps() / 2, surrogate.operator().steps()};
        Samples shown = shown(samples);
        var answers = new ArrayList<int[]>();
        try (LayerStates states = surrogate.network().states(samples)) {
            for (double[][] reading : surrogate.readings(states.first(), steps)) {
                answers.add(Arrays.stream(reading).mapToInt(Machine::greatest).toArray());
            }
        }
        return figure(surrogate, shown, Map.of(), Figures.answers(samples,
                List.of("read at t = 0", "at t = 0.5", "at t = 1"), answers));
    }

    private static int greatest(double[] row) {
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            best = row[i] > row[best] ? i : best;
        }
        return best;
    }

    static LiveFigure of(Surrogate surrogate, Samples samples, Map<String, OperatorEdit> edits) {
        if (edits.isEmpty() || edits.values().stream().anyMatch(edit -> edit.original() != surrogate)) {
            throw new IllegalArgumentException("edits (" + edits.keySet() + ") must be some, each of this surrogate");
        }
        var titles = new ArrayList<>(List.of("before"));
        titles.addAll(edits.keySet());
        var answers = new ArrayList<>(List.of(surrogate.classify(samples)));
        for (OperatorEdit edit : edits.values()) {
            try (Surrogate edited = edit.edited()) {
                answers.add(edited.classify(samples));
            }
        }
        return figure(surrogate, shown(samples), edits, Figures.answers(samples, titles, answers));
    }

    private static Samples shown(Samples samples) {
        return samples.first(Math.min(POINTS, samples.size()));
    }

    private static LiveFigure figure(Surrogate surrogate, Samples shown, Map<String, OperatorEdit> edits, Figure still) {
        ResidualMlp network = network(surrogate.network());
        KoopmanAutoencoder autoencoder = surrogate.autoencoder();
        if (!(autoencoder.settings().operator() instanceof OperatorForm.Exponential)) {
            throw new IllegalArgumentException("operator (" + surrogate.operator() + ") must be an exponential, for t in exp(t A)");
        }
        double[][] inputs = Figures.plane(shown);
        var data = new LinkedHashMap<String, Object>();
        data.put("network", FilmPlayer.exactly(network));
        data.put("encoder", FilmPlayer.packed(encoder(surrogate)));
        data.put("decoder", FilmPlayer.packed(decoder(surrogate)));
        data.put("generator", LiveFigure.packed(autoencoder.weights().get("operator.generator")));
        data.put("edits", edits.entrySet().stream().map(edit -> Map.of("name", edit.getKey(),
                "change", LiveFigure.packed(edit.getValue().change()))).toList());
        data.put("inputs", LiveFigure.packed(inputs));
        data.put("labels", shown.labels());
        data.put("classes", shown.classes());
        data.put("x", FilmPlayer.range(inputs, 0));
        data.put("y", FilmPlayer.range(inputs, 1));
        try (LayerStates states = network.states(shown)) {
            data.put("camera", LiveFigure.packed(FilmPlayer.camera(states.last())));
        }
        return LiveFigure.ofModels("machine", surrogate + ", running beside its network" + (edits.isEmpty() ? ""
                : ", with a dose of an edit to choose"), data, still);
    }

    /** Returns the two layers from a first state to observables, with the preprocessing in them. */
    static List<double[][]> encoder(Surrogate surrogate) {
        Map<String, double[][]> weights = surrogate.autoencoder().weights();
        return List.of(after(forward(surrogate.first()), layer(weights, "encoder.first")), layer(weights, "encoder.second"));
    }

    /** Returns the two layers from observables to a last state, with the way back from preprocessing in them. */
    static List<double[][]> decoder(Surrogate surrogate) {
        Map<String, double[][]> weights = surrogate.autoencoder().weights();
        return List.of(layer(weights, "decoder.first"), after(layer(weights, "decoder.second"), backward(surrogate.last())));
    }

    static ResidualMlp network(LayeredNetwork network) {
        if (network instanceof ResidualMlp residual) {
            return residual;
        }
        throw new IllegalArgumentException("network (" + network + ") must be a ResidualMlp: the page can run no other");
    }

    private static double[][] layer(Map<String, double[][]> weights, String name) {
        return withShift(LinearAlgebra.transposed(weights.get(name + ".weight")), weights.get(name + ".bias")[0]);
    }

    /** Returns x → x A + b as one matrix, of which the last row is b. */
    static double[][] withShift(double[][] linear, double[] shift) {
        double[][] map = Arrays.copyOf(linear, linear.length + 1);
        map[linear.length] = shift;
        return map;
    }

    /** Returns x → (x − μ) A as such a matrix. */
    static double[][] centred(double[] mean, double[][] linear) {
        double[] image = LinearAlgebra.product(new double[][] {mean}, linear)[0];
        return withShift(linear, Arrays.stream(image).map(value -> -value).toArray());
    }

    /** Returns x → (x − μ) F as an affine map, (d + 1, p). */
    static double[][] forward(StateScaler scaler) {
        try (var manager = NDManager.newBaseManager(); NDList numbers = scaler.save(manager, "")) {
            return centred(LinearAlgebra.toJava(numbers.get(0))[0], LinearAlgebra.toJava(numbers.get(1)));
        }
    }

    /** Returns z → z G + μ as an affine map, (p + 1, d). */
    static double[][] backward(StateScaler scaler) {
        try (var manager = NDManager.newBaseManager(); NDList numbers = scaler.save(manager, "")) {
            return withShift(LinearAlgebra.toJava(numbers.get(2)), LinearAlgebra.toJava(numbers.get(0))[0]);
        }
    }

    /** Returns one affine map after another as one. */
    static double[][] after(double[][] first, double[][] second) {
        double[][] joined = LinearAlgebra.product(first, Arrays.copyOf(second, second.length - 1));
        double[] shift = joined[joined.length - 1];
        Arrays.setAll(shift, i -> shift[i] + second[second.length - 1][i]);
        return joined;
    }
}
