// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import koopman.data.Samples;
import koopman.network.LayerStates;
import koopman.network.ResidualMlp;
import koopman.representation.LinearAlgebra;
import koopman.representation.PrincipalComponents;

/** The live film of a residual network: the page holds the network, inputs and cameras, and makes the states itself. */
final class FilmPlayer {

    private static final int POINTS = 800;

    private FilmPlayer() {}

    static LiveFigure of(ResidualMlp network, Samples samples) {
        Samples shown = samples.first(Math.min(POINTS, samples.size()));
        double[][] inputs = Figures.plane(shown);
        try (LayerStates states = network.states(shown)) {
            List<double[][]> own = own(states);
            return LiveFigure.ofModels("film", "Film of " + network + ", with the trail of a point that the reader moves", Map.of(
                    "network", exactly(network), "inputs", LiveFigure.packed(inputs), "labels", shown.labels(),
                    "classes", shown.classes(), "x", range(inputs, 0), "y", range(inputs, 1),
                    "cameras", packed(cameras(states, own))), still(states, own));
        }
    }

    /** Returns a network's maps for the page in double precision: rounding grows from layer to layer. */
    static List<Map<String, Object>> exactly(ResidualMlp network) {
        return network.affineMaps().stream().map(LiveFigure::exactly).toList();
    }

    static List<Map<String, Object>> packed(List<double[][]> maps) {
        return maps.stream().map(LiveFigure::packed).toList();
    }

    static double[] range(double[][] rows, int column) {
        DoubleSummaryStatistics range = Arrays.stream(rows).mapToDouble(row -> row[column]).summaryStatistics();
        return new double[] {range.getMin(), range.getMax()};
    }

    private static List<double[][]> cameras(LayerStates states, List<double[][]> own) {
        var cameras = new ArrayList<double[][]>();
        cameras.add(camera(states.first()));
        cameras.add(own.get(own.size() - 1));
        cameras.addAll(own);
        return cameras;
    }

    /** Returns each frame's own camera, turned so that the frame is seen as like the next one as can be. */
    private static List<double[][]> own(LayerStates states) {
        var cameras = new double[states.count()][][];
        for (int layer = states.count() - 1; layer >= 0; layer--) {
            cameras[layer] = camera(states.layer(layer));
            if (layer < states.count() - 1) {
                double[][] here = seen(states.layer(layer), cameras[layer]);
                double[][] next = seen(states.layer(layer + 1), cameras[layer + 1]);
                cameras[layer] = LinearAlgebra.product(cameras[layer], LinearAlgebra.nearestRotation(
                        LinearAlgebra.product(LinearAlgebra.transposed(here), next)));
            }
        }
        return List.of(cameras);
    }

    /** Returns the first two principal components as an affine map, (d + 1, 2). */
    static double[][] camera(NDArray states) {
        var components = PrincipalComponents.fit(states, 2);
        return Machine.centred(components.mean(), components.components());
    }

    private static double[][] seen(NDArray states, double[][] camera) {
        return affine(LinearAlgebra.toJava(states), camera);
    }

    /** Returns rows taken by an affine map, (N, inputs) → (N, outputs). */
    static double[][] affine(double[][] rows, double[][] map) {
        double[][] linear = LinearAlgebra.product(rows, Arrays.copyOf(map, map.length - 1));
        for (double[] row : linear) {
            Arrays.setAll(row, i -> row[i] + map[map.length - 1][i]);
        }
        return linear;
    }

    /** Returns the frames, each by its own camera and all of one size. */
    private static Figure still(LayerStates states, List<double[][]> own) {
        List<double[][]> frames = IntStream.range(0, states.count())
                .mapToObj(layer -> unit(seen(states.layer(layer), own.get(layer)))).toList();
        double[][] all = frames.stream().flatMap(Arrays::stream).toArray(double[][]::new);
        List<Panel> panels = IntStream.range(0, frames.size()).mapToObj(layer -> Figures.scatter(
                Panel.of("x" + Figures.subscript(layer), "", ""), states.samples(), frames.get(layer), 4)
                .withinOf(all).withoutLegend().withoutTicks()).toList();
        return Sheet.grid(panels, 3, 250, 250, states.samples().classes(), "The states of " + states.samples().name() + " "
                + states.samples().split() + " samples, each layer along its own two principal components and scaled to one size");
    }

    private static double[][] unit(double[][] seen) {
        double square = Arrays.stream(seen).mapToDouble(row -> row[0] * row[0] + row[1] * row[1]).average().orElse(1);
        return Arrays.stream(seen).map(row -> Arrays.stream(row).map(value -> value / Math.sqrt(square)).toArray())
                .toArray(double[][]::new);
    }
}
