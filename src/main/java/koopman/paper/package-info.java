/**
 * Whole experiments as values: their settings at two sizes, their runs over seeds, means with deviations, and
 * tables that hold them against the published figures.
 */
package koopman.paper;
