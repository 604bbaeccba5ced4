// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

/**
 * Adds edges one by one and looks at each new edge's link, the set of the points already joined to both its ends.
 * The edge brings one triangle with each of them. Without such a point it joins two components or begins a loop. If
 * the points hang together by edges already there, one triangle takes back what the edge brought and the others
 * follow from it: in dimensions 0 and 1 nothing changes. Each further component of the link is a bridge, which may
 * end a loop. These are the lune components of the reduced Vietoris–Rips complex (Koyama, Mémoli, Robins and Turner
 * 2023, section 3). A link that lies within the neighbourhood of one of its points is a cone, hence connected; most
 * are (the dominated edges of Boissonnat and Pritam 2020, section 3).
 */
abstract class LinkScan {

    private final int[] hub; // the point that last covered a link of this one
    private final LongList lonely = new LongList();
    private final LongList bridged = new LongList();
    private final LongList bridges = new LongList();

    LinkScan(int size) {
        hub = new int[size];
        for (int i = 0; i < size; i++) {
            hub[i] = i;
        }
    }

    /** Returns the edges without a link, in the order of adding. */
    final LongList lonely() {
        return lonely;
    }

    /** Returns the edges of the bridges; an edge whose link has k components is there k − 1 times. */
    final LongList bridged() {
        return bridged;
    }

    /** Returns the bridges of those edges: a point of the first component, and 32 bits lower one of another. */
    final LongList bridges() {
        return bridges;
    }

    /** Adds an edge without looking at its link. */
    final void join(long edge) {
        join(EdgeKey.larger(edge), EdgeKey.smaller(edge));
    }

    /** Looks at an edge's link, then adds it; returns a point of the link, the apex of the edge's triangle, or -1. */
    final int add(long edge) {
        int a = EdgeKey.larger(edge);
        int b = EdgeKey.smaller(edge);
        int first = look(edge, a, b);
        if (first < 0) {
            lonely.add(edge);
        }
        join(a, b);
        return first;
    }

    abstract void join(int a, int b);

    /** Tells the bridges of an edge from a to b, and a point that covers its link; returns a point of the link or -1. */
    abstract int look(long edge, int a, int b);

    final int hub(int point) {
        return hub[point];
    }

    final void keepHub(int a, int b, int cover) {
        hub[a] = cover;
        hub[b] = cover;
    }

    final void addBridge(long edge, int from, int to) {
        bridged.add(edge);
        bridges.add((long) from << 32 | to);
    }
}
