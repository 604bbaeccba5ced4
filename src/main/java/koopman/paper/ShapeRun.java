// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import koopman.data.Samples;
import koopman.data.Splits;
import koopman.measure.ShapeStudy;
import koopman.measure.Spread;

/**
 * What becomes of the classes' known shapes along one kind of network, or along surrogates' steps, over the seeds.
 *
 * @param name of the kind
 * @param whole whether each class's counts are told for all numbers of points
 * @param seeds what was measured with each seed
 */
record ShapeRun(String name, boolean whole, List<Measured> seeds) {

    private static final String CLASSES = "classes, one by one";

    /** One seed's counts and accuracies, these from 0 to 1. */
    record Measured(ShapeStudy study, double train, double validation, double test) {

        static Measured of(ShapeStudy study, ToDoubleFunction<Samples> accuracy, Splits splits) {
            return new Measured(study, accuracy.applyAsDouble(splits.train()), accuracy.applyAsDouble(splits.validation()),
                    accuracy.applyAsDouble(splits.test()));
        }
    }

    Spread train() {
        return over(each -> 100 * each.train);
    }

    Spread validation() {
        return over(each -> 100 * each.validation);
    }

    private Spread over(ToDoubleFunction<Measured> figure) {
        return Spread.of(seeds.stream().mapToDouble(figure));
    }

    /**
     * Adds what was measured on test samples: for each number of points the sums over the classes, and each class's counts for
     * the greatest number at least.
     */
    void addTo(Reproduction.Sink sink) {
        add(sink, "accuracy, %", each -> 100 * each.test);
        ShapeStudy first = seeds.get(0).study;
        int most = first.rows().stream().mapToInt(ShapeStudy.Row::points).max().orElse(0);
        for (int stage = 0; stage < first.stages().size(); stage++) {
            addSums(sink, first, stage);
            for (int row = 0; row < first.rows().size(); row++) {
                if (whole || first.rows().get(row).points() == most) {
                    addCounts(sink, first.rows().get(row), row, first.stages().get(stage), stage);
                }
            }
        }
        addSeparation(sink);
    }

    /** Adds for each number of points and ruler the sum over the classes of components and loops, the topological complexity. */
    private void addSums(Reproduction.Sink sink, ShapeStudy first, int stage) {
        first.rows().stream().map(row -> of(row, CLASSES)).distinct().forEach(cloud ->
                add(sink, first.stages().get(stage) + ", " + cloud + ": components and loops, sum", each -> each.study
                        .rows().stream()
                        .filter(row -> !row.shape().equals(ShapeStudy.ALL) && of(row, CLASSES).equals(cloud))
                        .mapToDouble(row -> row.components()[stage] + row.loops()[stage]).sum()));
    }

    private void addCounts(Reproduction.Sink sink, ShapeStudy.Row first, int row, String name, int stage) {
        String cloud = name + ", " + of(first, first.shape()) + ": ";
        add(sink, cloud + "components", each -> each.study.rows().get(row).components()[stage]);
        add(sink, cloud + "loops", each -> each.study.rows().get(row).loops()[stage]);
    }

    private static String of(ShapeStudy.Row row, String shape) {
        return shape + ", " + row.points() + " points, " + row.ruler();
    }

    private void addSeparation(Reproduction.Sink sink) {
        double[] byLayer = seeds.get(0).study.separation().byLayer();
        for (int layer = 0; layer < byLayer.length; layer++) {
            int at = layer;
            add(sink, "layer " + layer + ": D, overlap of the classes", each -> each.study.separation().byLayer()[at]);
        }
        add(sink, "log10 D, change by layer", each -> each.study.separation().slope());
        add(sink, "log10 D, correlation with the layer", each -> each.study.separation().correlation());
    }

    private void add(Reproduction.Sink sink, String figure, ToDoubleFunction<Measured> measured) {
        sink.add(Experiment.SHAPE, name + ": " + figure, IntStream.range(0, seeds.size()).toArray(), over(measured), "");
    }
}
