// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

/**
 * An edge as one number whose order is the order of the filtration: the bits of its length, which ascend with the
 * length since lengths are not negative, then its larger and its smaller point, 16 bits each.
 */
final class EdgeKey {

    /** Points that 16 bits can name. */
    static final int MOST_POINTS = 1 << 16;

    private EdgeKey() {}

    static long of(float length, int a, int b) {
        int ends = a > b ? a << 16 | b : b << 16 | a;
        return ordered(length) | Integer.toUnsignedLong(ends);
    }

    /** Returns the bits of a length above 32 free ones, ascending with it: a zero has no sign, or it would come last. */
    static long ordered(float length) {
        return (long) Float.floatToRawIntBits(length + 0f) << 32;
    }

    static float length(long key) {
        return Float.intBitsToFloat((int) (key >>> 32));
    }

    static int larger(long key) {
        return (int) key >>> 16;
    }

    static int smaller(long key) {
        return (int) key & 0xffff;
    }
}
