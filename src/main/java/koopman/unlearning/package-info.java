// SPDX-License-Identifier: Apache-2.0
/**
 * Editing the operator of a surrogate so that it forgets classes; the report of what that did on other samples, the
 * alternatives that it is held against, and the comparison of all by networks retrained without the class.
 *
 * <pre>{@code
 * OperatorEdit edit = OperatorEdit.forget(surrogate, data, 2);   // chosen on validation samples
 * ForgettingReport report = edit.report(data.test());
 * Surrogate edited = edit.edited();   // the original stays
 * try (var reference = RetrainedReference.of(2, data.test(), retrained)) {   // three networks at least
 *     Table table = ForgettingComparison.of(ways, network, reference, data.train(), 0).table();
 * }
 * }</pre>
 */
package koopman.unlearning;
