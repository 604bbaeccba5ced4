// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

/** Links by lists of neighbours, which several scans share: an edge costs a few steps for each neighbour of its ends. */
final class SparseLinks extends LinkScan {

    private static final int KINDS = 3; // marks that an edge uses: near one end, open, reached

    private final int[] starts;
    private final char[] points;
    private final int[] ends; // of what is joined so far
    private final int[] marks; // the last mark of each point; those of earlier edges are smaller
    private final char[] link;
    private final char[] reached;
    private int open = -1; // the mark of points of the link not yet reached; below it that of points near one end

    SparseLinks(int size, Neighbours neighbours) {
        super(size);
        starts = neighbours.starts();
        points = neighbours.points();
        ends = starts.clone();
        marks = new int[size];
        link = new char[size + 1];
        reached = new char[size];
    }

    @Override
    void join(int a, int b) {
        ends[a]++;
        ends[b]++;
    }

    @Override
    int look(long edge, int a, int b) {
        int size = gather(a, b);
        if (size == 0) {
            return -1;
        }
        int first = first(a, b);
        if (covers(first, size)) {
            keepHub(a, b, first);
        } else {
            visitComponents(edge, first, size);
        }
        return first;
    }

    /** Writes and marks the points joined to both; returns how many there are. */
    private int gather(int a, int b) {
        open += KINDS;
        for (int i = starts[a]; i < ends[a]; i++) {
            marks[points[i]] = open - 1;
        }
        int size = 0;
        for (int i = starts[b]; i < ends[b]; i++) {
            char point = points[i];
            int shared = marks[point] == open - 1 ? 1 : 0;
            marks[point] += shared;
            link[size] = point;
            size += shared;
        }
        return size;
    }

    /** Returns a point of the link, preferably one that covered such a link before. */
    private int first(int a, int b) {
        if (marks[hub(a)] == open) {
            return hub(a);
        }
        return marks[hub(b)] == open ? hub(b) : link[0];
    }

    private boolean covers(int cover, int size) {
        int left = size - 1;
        for (int i = starts[cover]; i < ends[cover]; i++) {
            left -= marks[points[i]] == open ? 1 : 0;
        }
        return left == 0;
    }

    private void visitComponents(long edge, int first, int size) {
        int left = size - flood(first, size);
        for (int i = 0; left > 0; i++) {
            if (marks[link[i]] == open) {
                addBridge(edge, first, link[i]);
                left -= flood(link[i], left);
            }
        }
    }

    /** Marks a point's whole component of the link as reached; returns its size, at most what is left. */
    private int flood(int point, int left) {
        int count = reach(point, 0);
        for (int next = 0; next < count && count < left; next++) {
            int from = reached[next];
            for (int i = starts[from]; i < ends[from]; i++) {
                if (marks[points[i]] == open) {
                    count = reach(points[i], count);
                }
            }
        }
        return count;
    }

    private int reach(int point, int count) {
        marks[point] = open + 1;
        reached[count] = (char) point;
        return count + 1;
    }
}
