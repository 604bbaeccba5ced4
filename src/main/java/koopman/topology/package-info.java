// SPDX-License-Identifier: Apache-2.0
/**
 * Persistent homology of a set of points: at which scales it has which components and loops, and how their number
 * falls as one looks more coarsely; along which edges a loop runs; distances along nearest neighbours in place of straight ones;
 * and what is certain when only some of many points are looked at. Plain arrays go in and values come out; there are no tensors
 * here. The front door is {@link koopman.topology.PersistentHomology}.
 *
 * <pre>{@code
 * Barcode barcode = PersistentHomology.upTo(1).ofPoints(points);
 * int loops = barcode.betti(1, 1.2);
 * }</pre>
 */
package koopman.topology;
