// SPDX-License-Identifier: Apache-2.0
/** The training of models on a cluster of Apache Spark; compiled with the Maven profile {@code spark} only. */
package koopman.spark;
