// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

/**
 * The distances between some of a set's points.
 *
 * @param all the distances of the set
 * @param indices the places of the chosen points in it
 */
record SomeDistances(Distances all, int[] indices) implements Distances {

    @Override
    public int size() {
        return indices.length;
    }

    @Override
    public float between(int a, int b) {
        return all.between(indices[a], indices[b]);
    }

    @Override
    public void tile(int rowFrom, int rowTo, int columnFrom, int columnTo, float[] into) {
        int at = 0;
        for (int row = rowFrom; row < rowTo; row++) {
            for (int column = columnFrom; column < columnTo; column++) {
                into[at++] = between(row, column);
            }
        }
    }
}
