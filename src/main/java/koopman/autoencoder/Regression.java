// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import koopman.representation.RankedRegression;

/**
 * How least squares gets from observables at the start to observables at the end: by all of them, or by few numbers. The
 * ridge ρ is relative to the mean square of an observable; it keeps the system from being singular.
 */
public sealed interface Regression {

    /** Returns ρ. */
    double ridge();

    /**
     * Returns from how many of m observables' numbers everything is forecast.
     *
     * @throws IllegalArgumentException if that is not from 1 to m
     */
    default int rank(int observables) {
        return observables;
    }

    /** Returns the plain regression, by all observables. */
    static Regression full(double ridge) {
        return new Full(ridge, true);
    }

    /**
     * Returns the plain regression, by all observables, to the state at the end alone: what is decoded is that of {@link #full},
     * in much less time where observables are many. Of the other observables at the end nothing is forecast, so it is no step
     * that could be repeated, and its spectrum says nothing.
     */
    static Regression toState(double ridge) {
        return new Full(ridge, false);
    }

    /** Returns the regression by the r numbers from which the state at the end is forecast best. */
    static Regression reducedRank(int rank, double ridge) {
        return new ReducedRank(rank, ridge, false);
    }

    /** Returns the regression by the r numbers from which all observables at the end are forecast best. */
    static Regression reducedRankOfObservables(int rank, double ridge) {
        return new ReducedRank(rank, ridge, true);
    }

    /** Returns the regression by the r principal components of the observables at the start. */
    static Regression principalComponents(int rank, double ridge) {
        return new Principal(rank, ridge);
    }

    /**
     * By all observables.
     *
     * @param ridge ρ
     * @param toObservables whether all observables at the end are forecast, or the state alone
     */
    record Full(double ridge, boolean toObservables) implements Regression {

        @Override
        public String toString() {
            return "least squares" + (toObservables ? "" : " to the state");
        }
    }

    /**
     * By the r numbers from which the target is forecast best.
     *
     * @param rank r, from 1 to the number of observables
     * @param ridge ρ
     * @param toObservables whether the target is all observables at the end, or the state alone
     */
    record ReducedRank(int rank, double ridge, boolean toObservables) implements Regression {

        @Override
        public int rank(int observables) {
            return RankedRegression.requireRank(rank, observables);
        }

        @Override
        public String toString() {
            return "regression of rank " + rank + (toObservables ? " to the observables" : " to the state");
        }
    }

    /**
     * By the r principal components of the observables.
     *
     * @param rank r, from 1 to the number of observables
     * @param ridge ρ
     */
    record Principal(int rank, double ridge) implements Regression {

        @Override
        public int rank(int observables) {
            return RankedRegression.requireRank(rank, observables);
        }

        @Override
        public String toString() {
            return "regression on " + rank + " principal components";
        }
    }
}
