// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

/** Disjoint sets under union, with path halving (Tarjan and van Leeuwen, 1984). */
final class Components {

    private final int[] parent;

    Components(int size) {
        parent = new int[size];
        for (int i = 0; i < size; i++) {
            parent[i] = i;
        }
    }

    /** Joins the sets of two members; returns whether they were different. */
    boolean join(int a, int b) {
        int rootA = root(a);
        int rootB = root(b);
        parent[rootA] = rootB;
        return rootA != rootB;
    }

    private int root(int member) {
        int at = member;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }
}
