// SPDX-License-Identifier: Apache-2.0
package koopman.measure;

import java.util.Arrays;

/** Which stop of a path stands for each layer, where the path may wait but not go back. */
final class OrderedStops {

    private OrderedStops() {}

    /**
     * Returns a stop for each layer, none before that of the layer before, such that the costs' sum is least (dynamic
     * programming). The first layer has the first stop, the last layer the last.
     *
     * @param costs of each layer (first index) at each stop (second)
     */
    static int[] least(double[][] costs) {
        int last = costs[0].length - 1;
        var before = new int[costs.length][last + 1]; // the best stop of the layer before
        double[] sums = onlyFirst(costs[0]);
        for (int layer = 1; layer < costs.length; layer++) {
            sums = next(sums, costs[layer], before[layer]);
        }
        var stops = new int[costs.length];
        stops[costs.length - 1] = last;
        for (int layer = costs.length - 1; layer > 0; layer--) {
            stops[layer - 1] = before[layer][stops[layer]];
        }
        return stops;
    }

    private static double[] onlyFirst(double[] costs) {
        var sums = new double[costs.length];
        Arrays.fill(sums, Double.POSITIVE_INFINITY);
        sums[0] = costs[0];
        return sums;
    }

    /** Returns the least sums of costs up to a layer that has each of the stops, and notes the stops that led there. */
    private static double[] next(double[] sums, double[] costs, int[] before) {
        var next = new double[costs.length];
        int best = 0;
        for (int stop = 0; stop < costs.length; stop++) {
            best = sums[stop] < sums[best] ? stop : best;
            before[stop] = best;
            next[stop] = sums[best] + costs[stop];
        }
        return next;
    }
}
