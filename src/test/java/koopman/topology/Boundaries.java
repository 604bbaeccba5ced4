// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** What triangles at a scale fill, over Z/2, by plain elimination. */
final class Boundaries {

    private final int size;
    private final Map<Integer, BitSet> byPivot = new HashMap<>();

    private Boundaries(int size) {
        this.size = size;
    }

    static Boundaries upTo(float[][] distances, float scale) {
        var boundaries = new Boundaries(distances.length);
        for (int a = 0; a < distances.length; a++) {
            for (int b = 0; b < a; b++) {
                for (int c = 0; c < b && distances[a][b] <= scale; c++) {
                    if (distances[a][c] <= scale && distances[b][c] <= scale) {
                        boundaries.add(new int[][] {{a, b}, {a, c}, {b, c}});
                    }
                }
            }
        }
        return boundaries;
    }

    private void add(int[][] edges) {
        BitSet left = reduced(edges);
        if (!left.isEmpty()) {
            byPivot.put(left.length(), left);
        }
    }

    boolean contain(int[][] edges) {
        return reduced(edges).isEmpty();
    }

    private BitSet reduced(int[][] edges) {
        var column = new BitSet();
        for (int[] edge : edges) {
            column.flip(Math.max(edge[0], edge[1]) * size + Math.min(edge[0], edge[1]));
        }
        while (byPivot.containsKey(column.length())) {
            column.xor(byPivot.get(column.length()));
        }
        return column;
    }
}
