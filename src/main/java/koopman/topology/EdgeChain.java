// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import java.util.Arrays;

/** A sum of edges over Z/2 as a heap, the last edge of the filtration on top; equal edges cancel when they meet there. */
final class EdgeChain {

    /** What {@link #removeLast} returns for the sum of no edges. */
    static final long ZERO = -1;

    private long[] heap = new long[64];
    private int size;

    void clear() {
        size = 0;
    }

    void add(long edge) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        int at = size++;
        while (at > 0 && heap[(at - 1) / 2] < edge) {
            heap[at] = heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        heap[at] = edge;
    }

    /** Removes and returns the last edge of the sum, or returns {@link #ZERO}. */
    long removeLast() {
        while (size > 0) {
            long last = removeTop();
            if (size == 0 || heap[0] != last) {
                return last;
            }
            removeTop();
        }
        return ZERO;
    }

    private long removeTop() {
        long top = heap[0];
        long sinking = heap[--size];
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && heap[child + 1] > heap[child]) {
                child++;
            }
            if (heap[child] <= sinking) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = sinking;
        return top;
    }
}
