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

    private Palette() {}

    /** Returns the colour of a class or of a series; after ten they begin again. */
    static Color of(int index) {
        return CLASSES[index % CLASSES.length];
    }

    /** Returns the colour of the i-th of n steps from first (light) to last (dark), for ordered series. */
    static Color step(int index, int count) {
        double share = count == 1 ? 1 : (double) index / (count - 1);
        return new Color((int) (158 - 150 * share), (int) (202 - 154 * share), (int) (225 - 118 * share));
    }
}
