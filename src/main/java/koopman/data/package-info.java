/**
 * What the network sees: points or images with their classes, split into training, validation and test sets
 * that are drawn independently. Values here are immutable and plain Java; {@code inputs} and {@code labels}
 * hand them to DJL.
 */
package koopman.data;
