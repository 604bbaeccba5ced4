// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import koopman.data.Samples;
import koopman.measure.DistancePairs;

/** Encodings by the weight of the isometry loss, with their distances: a drawing that the reader morphs and brushes. */
final class LiveIsometry {

    private static final int POINTS = 200; // more would hide what is brushed
    private static final int PAIRS = 500;

    private LiveIsometry() {}

    static LiveFigure of(Samples samples, double[][] original, Map<Double, double[][]> encodings, long seed) {
        if (encodings.size() < 2) {
            throw new IllegalArgumentException("encodings (of " + encodings.size() + " weights) must be of two at least");
        }
        if (original.length != samples.size()) {
            throw new IllegalArgumentException("original (" + original.length + " rows) must have one for each of " + samples.size()
                    + " samples");
        }
        var clouds = new LinkedHashMap<String, double[][]>();
        clouds.put("last states", original);
        encodings.forEach((weight, rows) -> clouds.put("λ₄ = " + plain(weight), rows));
        List<double[][]> planes = SurrogateFigures.planes(List.copyOf(clouds.values())).stream()
                .map(rows -> LiveFigure.rounded(first(rows), 3)).toList();
        List<double[][]> spaces = clouds.values().stream().map(LiveIsometry::first).toList();
        var data = new LinkedHashMap<String, Object>();
        data.put("classes", samples.classes());
        data.put("labels", Arrays.copyOf(samples.labels(), planes.get(0).length));
        data.put("weights", encodings.keySet().stream().map(LiveIsometry::plain).toList());
        data.put("original", planes.get(0));
        data.put("drawings", planes.subList(1, planes.size()));
        List<DistancePairs> pairs = spaces.subList(1, spaces.size()).stream()
                .map(space -> DistancePairs.of(spaces.get(0), space, PAIRS, seed)).toList();
        data.put("pairs", DistancePairs.drawn(spaces.get(0).length, PAIRS, seed));
        data.put("truth", pairs.get(0).truth());
        data.put("drawn", pairs.stream().map(DistancePairs::encoded).toList());
        return LiveFigure.of("isometry", "Encodings of the last states by the weight of the isometry loss, with their distances", data,
                SurrogateFigures.clouds(samples, clouds));
    }

    private static double[][] first(double[][] rows) {
        return Arrays.copyOf(rows, Math.min(POINTS, rows.length));
    }

    private static String plain(double weight) {
        return weight == 0 ? "0" : BigDecimal.valueOf(weight).stripTrailingZeros().toPlainString();
    }
}
