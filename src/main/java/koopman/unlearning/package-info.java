/**
 * Editing the operator of a surrogate so that it forgets classes; the report of what that did on other samples, and
 * the alternatives that it is held against.
 *
 * <pre>{@code
 * OperatorEdit edit = OperatorEdit.forget(surrogate, data, 2);   // chosen on validation samples
 * ForgettingReport report = edit.report(data.test());
 * Surrogate edited = edit.edited();   // the original stays
 * }</pre>
 */
package koopman.unlearning;
