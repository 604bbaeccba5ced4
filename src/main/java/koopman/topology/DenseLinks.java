// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import java.util.Arrays;

/** Links by closed neighbourhoods of a bit for each point: N² / 8 bytes, and N / 64 words tell whether one is a cone. */
final class DenseLinks extends LinkScan {

    private final long[][] near;
    private final long[] open; // points of the link not yet reached
    private final long[] reached; // the component that grows

    DenseLinks(int size) {
        super(size);
        int words = (size + Long.SIZE - 1) / Long.SIZE;
        near = new long[size][words];
        open = new long[words];
        reached = new long[words];
        for (int i = 0; i < size; i++) {
            near[i][i >> 6] |= 1L << i;
        }
    }

    @Override
    void join(int a, int b) {
        near[a][b >> 6] |= 1L << b;
        near[b][a >> 6] |= 1L << a;
    }

    @Override
    int look(long edge, int a, int b) {
        int first = common(a, b);
        if (first >= 0 && !covers(near[first], near[a], near[b])) {
            visitComponents(edge, first);
        } else if (first >= 0) {
            keepHub(a, b, first);
        }
        return first;
    }

    /** Returns a point joined to both, preferably one that covered such a link before, or -1. */
    private int common(int a, int b) {
        if (has(near[b], hub(a))) {
            return hub(a);
        }
        return has(near[a], hub(b)) ? hub(b) : firstCommon(near[a], near[b]);
    }

    private static boolean has(long[] set, int point) {
        return (set[point >> 6] >>> point & 1) != 0;
    }

    private static int firstCommon(long[] a, long[] b) {
        for (int i = 0; i < a.length; i++) {
            long both = a[i] & b[i];
            if (both != 0) {
                return i * Long.SIZE + Long.numberOfTrailingZeros(both);
            }
        }
        return -1;
    }

    private static boolean covers(long[] cover, long[] a, long[] b) {
        for (int i = 0; i < a.length; i++) {
            if ((a[i] & b[i] & ~cover[i]) != 0) {
                return false;
            }
        }
        return true;
    }

    private void visitComponents(long edge, int first) {
        long[] a = near[EdgeKey.larger(edge)];
        long[] b = near[EdgeKey.smaller(edge)];
        for (int i = 0; i < open.length; i++) {
            open[i] = a[i] & b[i];
        }
        flood(first);
        for (int next = firstCommon(open, open); next >= 0; next = firstCommon(open, open)) {
            addBridge(edge, first, next);
            flood(next);
        }
    }

    /** Moves a point's whole component from the open ones to the reached. */
    private void flood(int point) {
        Arrays.fill(reached, 0);
        boolean more = claim(near[point]);
        while (more) {
            more = growOnce();
        }
    }

    /** Claims the neighbours of each open point that has one among the reached; returns whether to go on. */
    private boolean growOnce() {
        boolean grown = false;
        for (int i = 0; i < open.length; i++) {
            long word = open[i];
            while (word != 0) {
                int point = i * Long.SIZE + Long.numberOfTrailingZeros(word);
                word &= word - 1;
                if (meet(near[point], reached)) {
                    grown |= claim(near[point]);
                    word &= open[i];
                }
            }
        }
        return grown;
    }

    /** Moves open points of a neighbourhood to the reached; returns whether some are left. */
    private boolean claim(long[] neighbours) {
        long left = 0;
        for (int i = 0; i < open.length; i++) {
            long claimed = open[i] & neighbours[i];
            reached[i] |= claimed;
            open[i] ^= claimed;
            left |= open[i];
        }
        return left != 0;
    }

    private static boolean meet(long[] a, long[] b) {
        for (int i = 0; i < a.length; i++) {
            if ((a[i] & b[i]) != 0) {
                return true;
            }
        }
        return false;
    }
}
