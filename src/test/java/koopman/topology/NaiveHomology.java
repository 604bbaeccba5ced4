// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Persistent homology as the textbooks define it: every simplex of at most three points, one boundary matrix, columns
 * reduced from left to right. Slow, and shares no code with what it checks.
 */
final class NaiveHomology {

    /** A set of points and the scale at which they are all near each other. */
    record Simplex(int[] points, float scale) {}

    private NaiveHomology() {}

    static List<Simplex> complex(float[][] distances, float threshold) {
        List<Simplex> simplices = new ArrayList<>();
        int size = distances.length;
        for (int a = 0; a < size; a++) {
            simplices.add(new Simplex(new int[] {a}, 0));
            for (int b = 0; b < a; b++) {
                simplices.add(new Simplex(new int[] {b, a}, distances[a][b]));
                for (int c = 0; c < b; c++) {
                    float scale = Math.max(distances[a][b], Math.max(distances[a][c], distances[b][c]));
                    simplices.add(new Simplex(new int[] {c, b, a}, scale));
                }
            }
        }
        simplices.removeIf(simplex -> simplex.scale > threshold);
        simplices.sort(Comparator.comparingDouble(Simplex::scale).thenComparingInt(simplex -> simplex.points.length));
        return simplices;
    }

    static List<Interval> intervals(List<Simplex> complex) {
        List<BitSet> columns = new ArrayList<>();
        int[] columnOfPivot = new int[complex.size()];
        boolean[] paired = new boolean[complex.size()];
        List<Interval> intervals = new ArrayList<>();
        for (int i = 0; i < complex.size(); i++) {
            BitSet column = boundary(complex, i);
            while (!column.isEmpty() && columnOfPivot[column.length() - 1] > 0) {
                column.xor(columns.get(columnOfPivot[column.length() - 1]));
            }
            columns.add(column);
            if (!column.isEmpty()) {
                int birth = column.length() - 1;
                columnOfPivot[birth] = i;
                paired[birth] = true;
                paired[i] = true;
                add(intervals, complex.get(birth), complex.get(i).scale);
            }
        }
        for (int i = 0; i < paired.length; i++) {
            if (!paired[i] && complex.get(i).points.length < 3) {
                add(intervals, complex.get(i), Float.POSITIVE_INFINITY);
            }
        }
        return intervals.stream().sorted().toList();
    }

    private static BitSet boundary(List<Simplex> complex, int i) {
        BitSet faces = new BitSet();
        int[] points = complex.get(i).points;
        for (int j = 0; j < i && points.length > 1; j++) {
            if (isFace(complex.get(j).points, points)) {
                faces.set(j);
            }
        }
        return faces;
    }

    private static boolean isFace(int[] small, int[] large) {
        int shared = 0;
        for (int point : small) {
            for (int other : large) {
                shared += point == other ? 1 : 0;
            }
        }
        return small.length == large.length - 1 && shared == small.length;
    }

    private static void add(List<Interval> intervals, Simplex birth, float death) {
        if (birth.scale < death) {
            intervals.add(new Interval(birth.points.length - 1, birth.scale, death));
        }
    }
}
