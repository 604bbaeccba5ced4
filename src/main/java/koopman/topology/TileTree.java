// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import java.util.Arrays;

/** A shortest spanning tree of the edges between two blocks of points, or within one (Prim, 1957). */
final class TileTree {

    private static final float IN_TREE = -1;

    private final int rowFrom;
    private final int columnFrom;
    private final int rows;
    private final int columns;
    private final boolean oneBlock;
    private final float[] tile; // (rows, columns)
    private final float[] nearest; // from the tree, of the rows and then of the columns
    private final int[] through;

    TileTree(Distances distances, int rowFrom, int rowTo, int columnFrom, int columnTo) {
        this.rowFrom = rowFrom;
        this.columnFrom = columnFrom;
        rows = rowTo - rowFrom;
        columns = columnTo - columnFrom;
        oneBlock = rowFrom == columnFrom;
        tile = new float[rows * columns];
        distances.tile(rowFrom, rowTo, columnFrom, columnTo, tile);
        nearest = new float[oneBlock ? rows : rows + columns];
        through = new int[nearest.length];
    }

    EdgeList edges() {
        EdgeList edges = new EdgeList();
        Arrays.fill(nearest, Float.POSITIVE_INFINITY);
        int member = 0;
        for (int left = nearest.length - 1; left > 0; left--) {
            nearest[member] = IN_TREE;
            reach(member);
            member = closest();
            edges.add(point(member), point(through[member]), nearest[member]);
        }
        return edges;
    }

    /** Lets the members on the other side, or all in one block, know the distance to a new member of the tree. */
    private void reach(int member) {
        if (oneBlock) {
            reach(member, member * columns, 1, 0, rows);
        } else if (member < rows) {
            reach(member, member * columns, 1, rows, columns);
        } else {
            reach(member, member - rows, columns, 0, rows);
        }
    }

    private void reach(int member, int at, int stride, int first, int count) {
        for (int i = 0; i < count; i++) {
            float distance = tile[at + i * stride];
            if (distance < nearest[first + i]) {
                nearest[first + i] = distance;
                through[first + i] = member;
            }
        }
    }

    private int closest() {
        int best = -1;
        float least = Float.POSITIVE_INFINITY;
        for (int i = 0; i < nearest.length; i++) {
            if (nearest[i] >= 0 && (nearest[i] < least || best < 0)) {
                least = nearest[i];
                best = i;
            }
        }
        return best;
    }

    private int point(int member) {
        return oneBlock || member < rows ? rowFrom + member : columnFrom + member - rows;
    }
}
