// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import koopman.autoencoder.Surrogate;
import koopman.data.Samples;
import koopman.network.LayerStates;
import koopman.network.LayeredNetwork;
import koopman.representation.LinearAlgebra;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What becomes of shapes that are known at the start: the components and loops of each class, and of all classes together, stage
 * by stage, by rulers that were chosen on inputs and are held; and how far the classes part.
 *
 * <p>All is counted for several numbers of points, since a count that grows with them is one of gaps between points. A number
 * that is the same for all says that no gap was found at this scale, not that there is none.
 *
 * @param stages the names of what is counted, first to last: the inputs and x_0 to x_B of a network, or a surrogate's steps
 * @param rows the counts, by numbers of points, ruler and class
 * @param separation of the layers, or of the steps
 */
public record ShapeStudy(List<String> stages, List<Row> rows, DataSeparation separation) {

    public static final String ALL = "all classes";

    public ShapeStudy {
        stages = List.copyOf(stages);
        rows = List.copyOf(rows);
    }

    /**
     * One cloud of points, all along the stages.
     *
     * @param points how many
     * @param shape the name of the class, or {@link #ALL}
     * @param ruler by which all stages were counted
     * @param components β₀ at each stage
     * @param loops β₁ at each stage
     */
    public record Row(int points, String shape, Ruler ruler, int[] components, int[] loops) {}

    /** Returns the study of a network's inputs and layers. */
    public static ShapeStudy of(LayeredNetwork network, Samples samples, List<ShapeRulers> rulers) {
        try (LayerStates states = network.states(samples)) {
            List<double[][]> layers = states.layers().stream().map(LinearAlgebra::toJava).toList();
            List<double[][]> clouds = Stream.concat(Stream.<double[][]>of(ShapeRulers.inputs(samples)), layers.stream()).toList();
            List<String> names = Stream.concat(Stream.of("inputs"),
                    IntStream.range(0, layers.size()).mapToObj(layer -> "x_" + layer)).toList();
            return new ShapeStudy(names, rows(samples, clouds, rulers), DataSeparation.of(states.layers(), samples.labels()));
        }
    }

    /** Returns the study of a surrogate's decoded steps, from none to the whole journey, as many as its network has layers. */
    public static ShapeStudy of(Surrogate surrogate, Samples samples, List<ShapeRulers> rulers) {
        try (LayerStates states = surrogate.network().states(samples)) {
            int[] stops = surrogate.operator().stops(states.count() - 1);
            return steps(stops, surrogate.path(states.first(), stops), samples, rulers);
        }
    }

    /**
     * Returns the study of a surrogate's steps before they are decoded. Where its operator is an exponential, one step to the next
     * is an invertible linear map: what a ruler sees close there has not closed.
     */
    public static ShapeStudy ofObservables(Surrogate surrogate, Samples samples, List<ShapeRulers> rulers) {
        try (LayerStates states = surrogate.network().states(samples); NDArray start = surrogate.observables(states.first())) {
            int[] stops = surrogate.operator().stops(states.count() - 1);
            return steps(stops, IntStream.of(stops).mapToObj(stop -> {
                try (NDArray journey = surrogate.operator().journey(stop)) {
                    return start.matMul(journey);
                }
            }).toList(), samples, rulers);
        }
    }

    private static ShapeStudy steps(int[] stops, List<NDArray> steps, Samples samples, List<ShapeRulers> rulers) {
        return new ShapeStudy(IntStream.of(stops).mapToObj(stop -> "step " + stop).toList(),
                rows(samples, steps.stream().map(LinearAlgebra::toJava).toList(), rulers),
                DataSeparation.of(steps, samples.labels()));
    }

    private static List<Row> rows(Samples samples, List<double[][]> stages, List<ShapeRulers> rulers) {
        List<String> shapes = Stream.concat(samples.classes().stream(), Stream.of(ALL)).toList();
        var rows = new ArrayList<Row>();
        for (ShapeRulers chosen : rulers) {
            List<List<double[][]>> clouds = stages.stream()
                    .map(stage -> ShapeRulers.clouds(samples, stage, chosen.points())).toList();
            for (Ruler ruler : List.of(chosen.geodesic(), chosen.euclidean())) {
                IntStream.range(0, shapes.size()).forEach(shape -> rows.add(row(chosen.points(), shapes.get(shape), ruler,
                        clouds.stream().map(stage -> stage.get(shape)))));
            }
        }
        return rows;
    }

    private static Row row(int points, String shape, Ruler ruler, Stream<double[][]> stages) {
        int[][] found = stages.map(ruler::betti).toArray(int[][]::new);
        return new Row(points, shape, ruler, Arrays.stream(found).mapToInt(betti -> betti[0]).toArray(),
                Arrays.stream(found).mapToInt(betti -> betti[1]).toArray());
    }

    /** Returns a row for each cloud, with components and loops of each stage. */
    public Table table() {
        var table = Table.create("components and loops, stage by stage");
        table.addColumns(IntColumn.create("points", rows.stream().mapToInt(Row::points).toArray()),
                StringColumn.create("of", rows.stream().map(Row::shape)),
                StringColumn.create("ruler", rows.stream().map(row -> row.ruler().toString())));
        for (int stage = 0; stage < stages.size(); stage++) {
            int at = stage;
            table.addColumns(StringColumn.create(stages.get(at),
                    rows.stream().map(row -> row.components()[at] + ", " + row.loops()[at])));
        }
        return table;
    }

    @Override
    public String toString() {
        return "components and loops of " + stages + ": " + rows.size() + " clouds; " + separation;
    }
}
