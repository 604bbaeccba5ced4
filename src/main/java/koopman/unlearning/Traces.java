// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import java.util.Set;

/**
 * What a forgetting leaves behind that can be seen without any other network, on held-out samples.
 *
 * @param report what is left of the class and what the others lose
 * @param maskLost what the others lose by a mask over the answers from before, which changes nothing else
 * @param attack what an attacker tells from the answers about the other classes
 * @param straight what a probe with straight cuts finds in the last representation
 * @param bent what one with bent cuts finds
 */
record Traces(ForgettingReport report, double maskLost, MembershipAttack attack, ClassProbe.Found straight,
        ClassProbe.Found bent) {

    static final int REPETITIONS = 10; // of what is drawn at random

    /**
     * Returns the traces of a way to forget.
     *
     * @param known what it answers about the samples that probes are fitted to
     * @param seen what it answers about the held-out samples
     * @param before what was answered about these
     */
    static Traces of(String way, int label, Answers known, Answers seen, Answers before, long seed) {
        double maskLost = report("mask", label, before, before.classesWithout(Set.of(label))).lost();
        return new Traces(report(way, label, before, seen.classes()), maskLost,
                MembershipAttack.on(seen, label, REPETITIONS, seed), ClassProbe.straight(known, seen, label),
                ClassProbe.bent(known, seen, label, ClassProbe.BENT_CUTS, seed));
    }

    /** Returns the traces of an alternative, with its own answers and those from before about the held-out samples. */
    static Traces of(Alternative way, SharedLayers train, SharedLayers test, Answers before) {
        try (Answers known = train.answers(way.after()); Answers seen = test.answers(way.after())) {
            return of(way.name(), way.label(), known, seen, before, 0);
        }
    }

    private static ForgettingReport report(String way, int label, Answers before, int[] after) {
        return new ForgettingReport(way, before.samples(), Set.of(label), before.classes(), after);
    }
}
