/**
 * What anyone can ask of a surrogate on samples of their own: comparisons with their spread over seeds, the fidelity of its
 * path, probes, distances, the topology of layers. All of it takes surrogates and samples, nothing of the paper's settings.
 */
package koopman.measure;
