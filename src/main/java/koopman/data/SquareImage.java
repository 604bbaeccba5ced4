// SPDX-License-Identifier: Apache-2.0
package koopman.data;

/**
 * A square image of grey values, row by row.
 *
 * @param pixels side times side values
 */
record SquareImage(float[] pixels, int side) {

    /**
     * Returns the image of an input.
     *
     * @throws IllegalArgumentException if it is not square
     */
    static SquareImage of(float[] pixels) {
        int side = (int) Math.round(Math.sqrt(pixels.length));
        if (side * side != pixels.length) {
            throw new IllegalArgumentException("features (" + pixels.length + ") must be those of a square image");
        }
        return new SquareImage(pixels, side);
    }

    /**
     * Returns what the image looks like where the pixel at (u, v) from its centre shows what was at (c u + (s + slant) v, c v − s u),
     * moved to the right and down by so many pixels.
     */
    float[] drawn(double c, double s, double slant, double right, double down) {
        var drawn = new float[pixels.length];
        double centre = (side - 1) / 2.0;
        for (int i = 0; i < drawn.length; i++) {
            double u = i % side - centre - right;
            double v = i / side - centre - down;
            drawn[i] = at(c * u + (s + slant) * v + centre, c * v - s * u + centre);
        }
        return drawn;
    }

    /** Returns the value between four pixels, by how near each is. */
    private float at(double x, double y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double toRight = x - left;
        double toBottom = y - top;
        return (float) ((1 - toBottom) * ((1 - toRight) * pixel(left, top) + toRight * pixel(left + 1, top))
                + toBottom * ((1 - toRight) * pixel(left, top + 1) + toRight * pixel(left + 1, top + 1)));
    }

    private float pixel(int x, int y) {
        return pixels[side * within(y) + within(x)];
    }

    private int within(int place) {
        return Math.min(Math.max(place, 0), side - 1);
    }
}
