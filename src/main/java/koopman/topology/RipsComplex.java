// SPDX-License-Identifier: Apache-2.0
package koopman.topology;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleConsumer;

/** A Vietoris–Rips complex up to a threshold, with the lives of its components and loops. */
final class RipsComplex {

    /**
     * A loop's life by the edges at its ends.
     *
     * @param ended {@link Long#MAX_VALUE} of a loop that does not end
     */
    private record Life(long begun, long ended) {

        Interval interval() {
            return new Interval(1, EdgeKey.length(begun),
                    ended == Long.MAX_VALUE ? Float.POSITIVE_INFINITY : EdgeKey.length(ended));
        }

        boolean isEmpty() {
            return ended != Long.MAX_VALUE && EdgeKey.length(begun) == EdgeKey.length(ended);
        }
    }

    private final Distances distances;
    private final long[] edges;
    private final LoopReduction loops;
    private final List<Interval> components = new ArrayList<>();
    private final List<Life> lives = new ArrayList<>();

    private RipsComplex(Distances distances, long[] edges, RipsEvents events) {
        this.distances = distances;
        this.edges = edges;
        loops = new LoopReduction(distances, edges, events.apexes());
        joinOrBegin(events.lonely());
        for (int i = 0; i < events.bridged().size(); i++) {
            long edge = events.bridged().get(i);
            long bridge = events.bridges().get(i);
            add(loops.end(edge, (int) (bridge >>> 32), (int) bridge), edge);
        }
        loops.open().forEach(begun -> add(begun, Long.MAX_VALUE));
    }

    static RipsComplex of(Distances distances, float threshold, DoubleConsumer progress) {
        int size = distances.size();
        if (size > EdgeKey.MOST_POINTS) {
            throw new IllegalArgumentException("points (" + size + ") must be at most " + EdgeKey.MOST_POINTS
                    + " for loops: take landmarks by sampled(count), or dimension 0 only");
        }
        long[] edges = new EdgeFiltration(distances, threshold).keys();
        return new RipsComplex(distances, edges, RipsEvents.of(size, edges, new Progress(edges.length, progress)));
    }

    /** Each of the lonely edges joins components or begins a loop. */
    private void joinOrBegin(LongList lonely) {
        Components parts = new Components(distances.size());
        int left = distances.size();
        for (long edge : lonely.toArray()) {
            if (parts.join(EdgeKey.larger(edge), EdgeKey.smaller(edge))) {
                loops.join(edge);
                Interval.add(components, 0, 0, EdgeKey.length(edge));
                left--;
            } else {
                loops.begin(edge);
            }
        }
        for (; left > 0; left--) {
            components.add(new Interval(0, 0, Float.POSITIVE_INFINITY));
        }
    }

    private void add(long begun, long ended) {
        var life = new Life(begun, ended);
        if (begun != EdgeChain.ZERO && !life.isEmpty()) {
            lives.add(life);
        }
    }

    /** Returns the lives of all components and loops. */
    List<Interval> intervals() {
        List<Interval> all = new ArrayList<>(components);
        lives.forEach(life -> all.add(life.interval()));
        return all;
    }

    /** Returns the loops that live longest, the longest first. */
    List<Loop> longestLoops(int count) {
        var tracer = new LoopTracer(distances, edges, loops);
        return lives.stream().sorted(Comparator.comparing((Life life) -> -life.interval().length())
                .thenComparing(Life::begun)).limit(count)
                .map(life -> new Loop(life.interval(), tracer.trace(life.begun, life.ended))).toList();
    }
}
