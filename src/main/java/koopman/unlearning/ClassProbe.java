// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import koopman.autoencoder.Surrogate;
import koopman.data.Samples;
import koopman.network.LayerStates;
import koopman.network.LayeredNetwork;
import koopman.representation.LinearProbe;
import koopman.representation.RandomFeatures;
import koopman.training.Computation;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How much of one class fresh probes find at each place of a way: in the layers of a network or at the steps of a surrogate's
 * path. A probe with straight cuts is linear in the states, (N, d); one with bent cuts is linear in the states and random
 * features of them. Probes are fitted to all classes of the training samples and asked about test samples.
 *
 * @param label the class
 * @param places where was looked
 */
public record ClassProbe(int label, List<Place> places) {

    /** The random features of the probe with bent cuts. */
    public static final int BENT_CUTS = 300;

    static final String FALSELY = "of others falsely, %";
    static final String BENT_FALSELY = "falsely with bent cuts, %";

    /**
     * One place.
     *
     * @param name what it is
     * @param straight what straight cuts find
     * @param bent what bent cuts find
     */
    public record Place(String name, Found straight, Found bent) {}

    /**
     * What a probe finds. Who gives the class to everything finds all of it, so the false alarms stand beside.
     *
     * @param share the share of the class, from 0 to 1, that is given it
     * @param falsely the share of the other classes that is given it
     */
    public record Found(double share, double falsely) {}

    public ClassProbe {
        places = List.copyOf(places);
    }

    /** Returns what probes find in the layers of a network, x_0 to x_B. */
    public static ClassProbe ofLayers(LayeredNetwork network, Samples train, Samples test, int label, long seed) {
        try (LayerStates known = network.states(train); LayerStates seen = network.states(test)) {
            return of(label, train, test, seed, IntStream.range(0, known.count()).mapToObj(layer -> "x_" + layer).toList(),
                    known.layers(), seen.layers());
        }
    }

    /**
     * Returns what probes find at the steps of a surrogate's path, all in the last layer's space. Of a journey that is known as
     * a whole only, such as an edited one, these are its start and its end.
     *
     * @param parts how many parts a journey is divided into that can be divided
     */
    public static ClassProbe ofSteps(Surrogate surrogate, Samples train, Samples test, int label, int parts, long seed) {
        int[] stops = surrogate.operator().stops(parts);
        try (LayerStates known = surrogate.network().states(train); LayerStates seen = surrogate.network().states(test)) {
            return of(label, train, test, seed, IntStream.of(stops).mapToObj(stop -> "step " + stop).toList(),
                    surrogate.path(known.first(), stops), surrogate.path(seen.first(), stops));
        }
    }

    private static ClassProbe of(int label, Samples train, Samples test, long seed, List<String> names, List<NDArray> known,
            List<NDArray> seen) {
        var places = new ArrayList<Place>();
        for (int i = 0; i < names.size(); i++) {
            places.add(new Place(names.get(i), straight(known.get(i), train, seen.get(i), test, label),
                    bent(known.get(i), train, seen.get(i), test, label, BENT_CUTS, seed)));
        }
        return new ClassProbe(label, places);
    }

    /** Returns what straight cuts find in a last representation. */
    static Found straight(Answers known, Answers seen, int label) {
        return straight(known.states(), known.samples(), seen.states(), seen.samples(), label);
    }

    /** Returns what bent cuts find in a last representation. */
    static Found bent(Answers known, Answers seen, int label, int features, long seed) {
        return bent(known.states(), known.samples(), seen.states(), seen.samples(), label, features, seed);
    }

    private static Found straight(NDArray known, Samples train, NDArray seen, Samples test, int label) {
        int[] given = LinearProbe.fit(known, train).classify(seen);
        return new Found(share(given, test, label), falseShare(given, test, label));
    }

    private static Found bent(NDArray known, Samples train, NDArray seen, Samples test, int label, int features, long seed) {
        try (NDManager manager = NDManager.newBaseManager()) {
            RandomFeatures cuts = RandomFeatures.of(manager, known, features, seed);
            return straight(lifted(manager, cuts, known), train, lifted(manager, cuts, seen), test, label);
        }
    }

    private static NDArray lifted(NDManager manager, RandomFeatures cuts, NDArray states) {
        return Computation.result(manager, () -> states.concat(cuts.apply(states), 1)); // (N, d + features)
    }

    /** Returns the share of the class's samples that are given the class. */
    static double share(int[] found, Samples samples, int label) {
        return share(found, label, IntStream.range(0, samples.size()).filter(row -> samples.label(row) == label).toArray(),
                "class (" + label + ") must have samples among " + samples);
    }

    /** Returns the share of the others' samples that are given the class. */
    static double falseShare(int[] found, Samples samples, int label) {
        return share(found, label, IntStream.range(0, samples.size()).filter(row -> samples.label(row) != label).toArray(),
                "classes other than " + label + " must have samples among " + samples);
    }

    private static double share(int[] found, int label, int[] rows, String refusal) {
        if (rows.length == 0) {
            throw new IllegalArgumentException(refusal);
        }
        return (double) IntStream.of(rows).filter(row -> found[row] == label).count() / rows.length;
    }

    /** Returns the places as a table, in per cent. */
    public Table table() {
        return Table.create("found again of class " + label, StringColumn.create("where", places.stream().map(Place::name)),
                column("a linear probe finds, %", place -> place.straight.share),
                column(FALSELY, place -> place.straight.falsely),
                column("with bent cuts, %", place -> place.bent.share),
                column(BENT_FALSELY, place -> place.bent.falsely));
    }

    private DoubleColumn column(String name, ToDoubleFunction<Place> share) {
        return DoubleColumn.create(name, places.stream().mapToDouble(place -> percent(share.applyAsDouble(place))));
    }

    private static double percent(double share) {
        return Math.round(10_000 * share) / 100.0;
    }

    @Override
    public String toString() {
        Place last = places.get(places.size() - 1);
        return String.format(Locale.ROOT, "of class %d, at %s: %.1f %% by straight cuts, %.1f %% by bent ones", label, last.name,
                100 * last.straight.share, 100 * last.bent.share);
    }
}
