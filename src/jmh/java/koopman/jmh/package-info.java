// SPDX-License-Identifier: Apache-2.0
/** What the Java machine computes, timed by JMH; compiled with the Maven profile {@code jmh} only. */
package koopman.jmh;
