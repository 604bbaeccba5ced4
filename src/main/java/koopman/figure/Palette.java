// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import java.awt.Color;

/** Colours that readers of all kinds of colour vision tell apart: Okabe and Ito (2008), then two greys. */
final class Palette {

    static final Color INK = new Color(0x222222);
    static final Color FAINT = new Color(0xDDDDDD);
    static final Color PAPER = Color.WHITE;
    static final Color CLEAR = new Color(255, 255, 255, 0); // XChart puts the legend over the descenders of an axis's name

    private static final Color[] CLASSES = {
        new Color(0x0072B2), new Color(0xD55E00), new Color(0x009E73), new Color(0xCC79A7), new Color(0xE69F00),
        new Color(0x56B4E9), new Color(0x222222), new Color(0xF0E442), new Color(0x777777), new Color(0xBBBBBB)};

    /** From light to dark through several hues, so that neighbours differ by more than one: parts of viridis (2015). */
    private static final int[] STEPS = {0x8FD744, 0x35B779, 0x21918C, 0x31688E, 0x443983, 0x440154};

    private Palette() {}

    /** Returns the colour of a class or of a series; after ten they begin again. */
    static Color of(int index) {
        return CLASSES[index % CLASSES.length];
    }

    /** Returns the colour of a class as a page writes it, {@code #RRGGBB}. */
    static String hex(int index) {
        return "#%06X".formatted(of(index).getRGB() & 0xFFFFFF);
    }

    /** Returns the colour of the i-th of n steps from first (light) to last (dark), for ordered series. */
    static Color step(int index, int count) {
        double place = count == 1 ? STEPS.length - 1 : (double) index / (count - 1) * (STEPS.length - 1);
        int before = Math.min((int) place, STEPS.length - 2);
        Color from = new Color(STEPS[before]);
        Color to = new Color(STEPS[before + 1]);
        double share = place - before;
        return new Color(mix(from.getRed(), to.getRed(), share), mix(from.getGreen(), to.getGreen(), share),
                mix(from.getBlue(), to.getBlue(), share));
    }

    private static int mix(int from, int to, double share) {
        return (int) Math.round(from + share * (to - from));
    }
}
