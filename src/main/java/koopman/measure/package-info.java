// SPDX-License-Identifier: Apache-2.0
/**
 * What anyone can ask of a surrogate on samples of their own: comparisons with their spread over seeds, the fidelity of its
 * path beside dull ways along depth, probes, distances, the topology of layers, what
 * becomes of shapes that are known at the start, how the classes part. All of it takes surrogates and samples, nothing of the
 * paper's settings.
 *
 * <pre>{@code
 * Comparison comparison = Comparison.on(data.test())
 *         .with("one matrix", List.of(surrogates.dmd()))
 *         .with("300 random features", new Seeds(0, 3).each(seed -> surrogates.edmd(300, 1e-6, seed)));
 * double[] byLayer = LayerProbes.accuracies(network, data);
 * }</pre>
 */
package koopman.measure;
