// SPDX-License-Identifier: Apache-2.0
/**
 * Motions of which the answers are known: such whose spectrum, energy or basins can be written down, and one noisy map.
 * A motion gives trajectories and {@link koopman.system.StatePairs}, plain arrays with a state in each row, on which every
 * estimator of the library can be tried.
 *
 * <pre>{@code
 * var bent = new SlowManifold(-0.1, -1);                               // x' = a x, y' = b (y - x^2)
 * StatePairs pairs = bent.pairs(StateBox.around(2, 1).draw(Split.TRAIN, 200, 0), 0.5);
 * var fit = LeastSquares.fit(manager.create(pairs.from()), manager.create(pairs.to()),
 *         Observables.of("x^2", s -> new double[] {s[0] * s[0]}), Regression.full(0));
 * double[] eigenvalues = Spectrum.of(fit.operator().journey()).real();   // of 1, x, x^2 and y
 * }</pre>
 */
package koopman.system;
