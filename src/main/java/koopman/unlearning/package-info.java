/**
 * Editing the operator of a surrogate so that it forgets classes; the report of what that did on other samples, and
 * the alternatives that it is held against.
 */
package koopman.unlearning;
