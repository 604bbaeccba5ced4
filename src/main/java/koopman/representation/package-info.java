// SPDX-License-Identifier: Apache-2.0
/**
 * Fitted views of representations: principal components, Procrustes alignment, the preprocessing of a layer's
 * states, least squares, and how alike two representations are. What is fitted is a value; nothing fitted on one
 * data set leaks into the next. Rows are samples everywhere.
 *
 * <pre>{@code
 * try (LayerStates states = network.states(data.train())) {
 *     StateScaler scaler = StateScaler.fit(states.layers(), 5, 1).get(0);   // of x_0, 5 components
 *     double kept = PrincipalComponents.fit(states.last(), 2).explained();
 *     double straight = LinearProbe.fit(states.last(), data.train()).accuracy(states.last(), data.train());
 * }
 * }</pre>
 */
package koopman.representation;
