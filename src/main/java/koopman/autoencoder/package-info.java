/**
 * The surrogate: an encoder to observables, one linear operator that carries them from the network's first state to
 * its last, and a decoder; with the operator's forms, the four losses, the fit, the spectrum, and the least-squares
 * baselines that stand in the same place. Rows are samples: one step of the operator is z → z W^T.
 */
package koopman.autoencoder;
