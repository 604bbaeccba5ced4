/**
 * What the network sees: points or images with their classes, split into training, validation and test sets
 * that are drawn independently. Values here are immutable and plain Java; {@code inputs} and {@code labels}
 * hand them to DJL.
 *
 * <pre>{@code
 * Splits mine = Splits.of("my data", List.of("no", "yes"), features, labels, 0.6, 0.2, 0);
 * Splits points = YinYang.splits(0);   // or ImageFiles.MNIST.splits()
 * }</pre>
 */
package koopman.data;
