/**
 * Fitted views of representations: principal components, Procrustes alignment, the preprocessing of a layer's
 * states and least squares. What is fitted is a value; nothing fitted on one data set leaks into
 * the next. Rows are samples everywhere.
 */
package koopman.representation;
