package koopman.network;

/**
 * The sizes of a residual network.
 *
 * @param inputs how many features an input has
 * @param width d, the size of every layer's state
 * @param blocks B, the number of residual blocks, so that the states are x_0 to x_B
 * @param classes how many classes the output layer tells apart
 */
public record Architecture(int inputs, int width, int blocks, int classes) {

    public Architecture {
        requireAtLeast("inputs", inputs, 1);
        requireAtLeast("width", width, 1);
        requireAtLeast("blocks", blocks, 1);
        requireAtLeast("classes", classes, 2);
    }

    private static void requireAtLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " (" + value + ") must be at least " + least);
        }
    }
}
