// SPDX-License-Identifier: Apache-2.0
/**
 * What the network sees: points, images or texts with their classes, split into training, validation and test sets
 * that are drawn independently. Values here are immutable and plain Java; {@code inputs} and {@code labels}
 * hand them to DJL.
 *
 * <pre>{@code
 * Splits mine = Splits.of("my data", List.of("no", "yes"), features, labels, 0.6, 0.2, 0);
 * Splits points = YinYang.splits(0);   // or ImageFiles.MNIST.splits()
 * Splits said = Splits.ofTexts("what was said", List.of("no", "yes"), texts, labels, 0.6, 0.2, 0);
 * }</pre>
 */
package koopman.data;
