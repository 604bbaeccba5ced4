// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.Surrogates;
import koopman.data.Samples;
import koopman.network.LayerStates;
import koopman.network.ResidualMlp;
import koopman.representation.LinearAlgebra;
import koopman.representation.RandomFeatures;

/** The live creases: the page holds network, preprocessing, features and training inputs, and solves the least squares itself. */
final class Creases {

    private static final int[] STILLS = {10, 30, 100}; // and none

    private Creases() {}

    static LiveFigure of(Surrogates fit, int features, double ridge, long seed) {
        ResidualMlp network = Machine.network(fit.network());
        LayerStates train = fit.train();
        double[][] inputs = Figures.plane(train.samples());
        var data = new LinkedHashMap<String, Object>();
        data.put("network", FilmPlayer.exactly(network));
        data.put("first", LiveFigure.packed(Machine.forward(fit.first())));
        data.put("last", LiveFigure.packed(Machine.forward(fit.last())));
        data.put("back", LiveFigure.packed(Machine.backward(fit.last())));
        data.put("features", LiveFigure.packed(features(fit, features, seed)));
        data.put("ridge", ridge);
        data.put("inputs", LiveFigure.packed(inputs));
        data.put("classes", train.samples().classes());
        data.put("x", FilmPlayer.range(inputs, 0));
        data.put("y", FilmPlayer.range(inputs, 1));
        return LiveFigure.ofModels("creases", "Least squares on 0 to " + features + " random creases: the plane as it colours it",
                data, still(fit, train.samples(), ridge, seed));
    }

    /** Returns the features as an affine map, (p + 1, features): those that least squares of this seed and number has. */
    static double[][] features(Surrogates fit, int count, long seed) {
        try (var manager = NDManager.newBaseManager(); NDArray first = fit.first().apply(fit.train().first())) {
            var features = RandomFeatures.of(manager, first, count, seed);
            return Machine.withShift(LinearAlgebra.toJava(features.weights()),
                    LinearAlgebra.toJava(features.biases().reshape(1, count))[0]);
        }
    }

    private static Figure still(Surrogates fit, Samples samples, double ridge, long seed) {
        var titles = new ArrayList<>(List.of("no crease"));
        var answers = new ArrayList<>(List.of(classes(fit.dmd(), samples)));
        for (int count : STILLS) {
            titles.add(count + " creases");
            answers.add(classes(fit.edmd(count, ridge, seed), samples));
        }
        return Figures.answers(samples, titles, answers);
    }

    private static int[] classes(Surrogate surrogate, Samples samples) {
        try (surrogate) {
            return surrogate.classify(samples);
        }
    }
}
