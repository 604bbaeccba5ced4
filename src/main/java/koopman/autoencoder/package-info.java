// SPDX-License-Identifier: Apache-2.0
/**
 * The surrogate, and {@link koopman.autoencoder.Surrogates}, which makes it: an encoder to observables, one linear operator
 * that carries them from the network's first state to its last, and a decoder; with the operator's forms, the four losses
 * and further ones, the fit to two ends or to a trajectory, the spectrum with what tells whether to trust it, and the
 * least-squares baselines that stand in the same place.
 * Rows are samples: one step of the operator is z → z W^T.
 *
 * <pre>{@code
 * try (var surrogates = Surrogates.of(network, data.train())) {
 *     Surrogate surrogate = surrogates.autoencoder(0);   // settings and plan that suit the sizes, seed 0
 *     System.out.println(surrogate.report(data.test()));
 *     System.out.println(surrogates.dmd().report(data.test()));   // the dullest way
 *     System.out.println(surrogates.leastSquares(Observables.randomFeatures(300, 0),
 *             Regression.reducedRank(4, 1e-8)).report(data.test()));   // forecast from four numbers
 *     System.out.println(surrogates.autoencoder(surrogates.settings().plus(LossTerm.answers(0.5))
 *             .plus(LossTerm.path(1, LayerTimes.equal())), surrogates.plan(), 0).report(data.test()));   // through all layers
 *     surrogate.save(file);
 * }
 * Surrogate again = Surrogate.load(file, network);
 * }</pre>
 */
package koopman.autoencoder;
