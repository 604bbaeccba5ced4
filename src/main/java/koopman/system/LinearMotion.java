// SPDX-License-Identifier: Apache-2.0
package koopman.system;

import java.util.Arrays;

/**
 * The motion x' = x G of row states, whose eigenvalues are those of G: x(t) = x(0) exp(t G).
 *
 * @param generator G, (d, d)
 */
public record LinearMotion(double[][] generator) implements Motion {

    public LinearMotion {
        int size = generator.length;
        if (size == 0 || !Arrays.stream(generator).allMatch(row -> row.length == size)) {
            throw new IllegalArgumentException("generator (" + size + " rows of "
                    + Arrays.stream(generator).map(row -> row.length).distinct().toList() + " columns) must be square");
        }
        generator = Arrays.stream(generator).map(double[]::clone).toArray(double[][]::new);
    }

    @Override
    public int dimension() {
        return generator.length;
    }

    @Override
    public double[] velocity(double[] state) {
        var velocity = new double[state.length];
        for (int row = 0; row < state.length; row++) {
            for (int column = 0; column < state.length; column++) {
                velocity[column] += state[row] * generator[row][column];
            }
        }
        return velocity;
    }

    @Override
    public String toString() {
        return "x' = x G of " + dimension() + " numbers";
    }
}
