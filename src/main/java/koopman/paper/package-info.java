// SPDX-License-Identifier: Apache-2.0
/**
 * What only reproduces the paper: its settings at two sizes, its figures, runs over seeds with models that are kept, and tables
 * that hold the one against the other.
 *
 * <pre>{@code
 * Settings settings = Benchmark.YIN_YANG.settings(Size.QUICK);
 * Findings findings = Reproduction.of(Benchmark.YIN_YANG, settings, new Seeds(0, 1),
 *         EnumSet.of(Experiment.NETWORK), null);
 * }</pre>
 */
package koopman.paper;
