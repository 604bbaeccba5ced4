// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Edges as they are found, in pieces: nothing is copied when more come, so that no memory is touched twice. */
final class EdgePile {

    static final int PIECE = 1 << 10;

    private final List<long[]> full = new ArrayList<>();
    private long[] filling = new long[PIECE];
    private int filled;

    void add(long edge) {
        if (filled == PIECE) {
            full.add(filling);
            filling = new long[PIECE];
            filled = 0;
        }
        filling[filled++] = edge;
    }

    long size() {
        return (long) full.size() * PIECE + filled;
    }

    /** Returns the edges piece by piece. */
    List<long[]> pieces() {
        List<long[]> pieces = new ArrayList<>(full);
        pieces.add(Arrays.copyOf(filling, filled));
        return pieces;
    }
}
