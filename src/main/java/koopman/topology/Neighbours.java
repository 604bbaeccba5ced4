// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

/**
 * The points that edges join to each point, in the order of the edges: those joined so far are the first ones, so
 * scans that stand at different edges read the same lists.
 *
 * @param starts where the list of each point begins, and where the last one ends
 * @param points the lists, one after the other: four bytes an edge
 */
record Neighbours(int[] starts, char[] points) {

    static Neighbours of(int size, long[] edges) {
        int[] ends = new int[size + 1];
        for (long edge : edges) {
            ends[EdgeKey.larger(edge) + 1]++;
            ends[EdgeKey.smaller(edge) + 1]++;
        }
        for (int i = 0; i < size; i++) {
            ends[i + 1] += ends[i];
        }
        int[] starts = ends.clone();
        char[] points = new char[ends[size]];
        for (long edge : edges) {
            int a = EdgeKey.larger(edge);
            int b = EdgeKey.smaller(edge);
            points[ends[a]++] = (char) b;
            points[ends[b]++] = (char) a;
        }
        return new Neighbours(starts, points);
    }
}
