package koopman.topology;

import java.util.Arrays;

/**
 * Adds edges one by one and looks at each new edge's link, the set of the points already joined to both its ends.
 * The edge brings one triangle with each of them. Without such a point it joins two components or begins a loop. If
 * the points hang together by edges already there, one triangle takes back what the edge brought and the others
 * follow from it: in dimensions 0 and 1 nothing changes. Each further component of the link is a bridge, which may
 * end a loop. These are the lune components of the reduced Vietoris–Rips complex (Koyama, Mémoli, Robins and Turner
 * 2023, section 3). A link that lies within the neighbourhood of one of its points is a cone, hence connected; most
 * are (the dominated edges of Boissonnat and Pritam 2020, section 3), and N / 64 words tell.
 */
final class LinkScan {

    private final long[][] near; // closed neighbourhoods, a bit for each point
    private final int[] hub; // the point that last covered a link of this one
    private final long[] open; // points of the link not yet reached
    private final long[] reached; // the component that grows
    private final LongList lonely = new LongList();
    private final LongList bridged = new LongList();
    private final LongList bridges = new LongList();

    LinkScan(int size) {
        int words = (size + Long.SIZE - 1) / Long.SIZE;
        near = new long[size][words];
        hub = new int[size];
        open = new long[words];
        reached = new long[words];
        for (int i = 0; i < size; i++) {
            near[i][i >> 6] |= 1L << i;
            hub[i] = i;
        }
    }

    /** Returns the edges without a link, in the order of adding. */
    LongList lonely() {
        return lonely;
    }

    /** Returns the edges of the bridges; an edge whose link has k components is there k − 1 times. */
    LongList bridged() {
        return bridged;
    }

    /** Returns the bridges of those edges: a point of the first component, and 32 bits lower one of another. */
    LongList bridges() {
        return bridges;
    }

    /** Adds an edge without looking at its link. */
    void join(long edge) {
        int a = EdgeKey.larger(edge);
        int b = EdgeKey.smaller(edge);
        near[a][b >> 6] |= 1L << b;
        near[b][a >> 6] |= 1L << a;
    }

    /** Looks at an edge's link, then adds it; returns a point of the link, the apex of the edge's triangle, or -1. */
    int add(long edge) {
        int a = EdgeKey.larger(edge);
        int b = EdgeKey.smaller(edge);
        int first = common(a, b);
        if (first < 0) {
            lonely.add(edge);
        } else if (covers(near[first], near[a], near[b])) {
            hub[a] = first;
            hub[b] = first;
        } else {
            visitComponents(edge, first);
        }
        join(edge);
        return first;
    }

    /** Returns a point joined to both, preferably one that covered such a link before, or -1. */
    private int common(int a, int b) {
        if (has(near[b], hub[a])) {
            return hub[a];
        }
        return has(near[a], hub[b]) ? hub[b] : firstCommon(near[a], near[b]);
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
            bridged.add(edge);
            bridges.add((long) first << 32 | next);
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
