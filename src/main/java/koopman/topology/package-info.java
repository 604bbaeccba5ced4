/**
 * Persistent homology of a set of points: at which scales it has which components and loops, and how their number
 * falls as one looks more coarsely. Plain arrays go in and values come out; there are no tensors here. The front
 * door is {@link koopman.topology.PersistentHomology}.
 *
 * <pre>{@code
 * Barcode barcode = PersistentHomology.upTo(1).ofPoints(points);
 * int loops = barcode.betti(1, 1.2);
 * }</pre>
 */
package koopman.topology;
