// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import koopman.representation.LinearAlgebra;

/** Which eigenvalue of one matrix is which of another of the same size: the closest two make a pair, then the next two left. */
final class ClosestPairs {

    private ClosestPairs() {}

    /** Returns for each eigenvalue of the first the index of its partner in the second. */
    static int[] of(LinearAlgebra.General first, LinearAlgebra.General second) {
        int size = first.real().length;
        double[] distances = IntStream.range(0, size * size)
                .mapToDouble(pair -> distance(first, pair / size, second, pair % size)).toArray();
        int[] partners = new int[size];
        Arrays.fill(partners, -1);
        var taken = new boolean[size];
        IntStream.range(0, size * size).boxed().sorted(Comparator.comparingDouble(pair -> distances[pair])).forEach(pair -> {
            if (partners[pair / size] < 0 && !taken[pair % size]) {
                partners[pair / size] = pair % size;
                taken[pair % size] = true;
            }
        });
        return partners;
    }

    /** Returns |λ_i − μ_j|. */
    static double distance(LinearAlgebra.General first, int i, LinearAlgebra.General second, int j) {
        return Math.hypot(first.real()[i] - second.real()[j], first.imaginary()[i] - second.imaginary()[j]);
    }
}
