// SPDX-License-Identifier: Apache-2.0
package koopman.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import koopman.topology.Barcode;
import koopman.topology.GraphMetric;
import koopman.topology.NeighbourGraph;
import koopman.topology.PersistentHomology;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Persistent homology of points, in milliseconds, in a Java machine that runs already, as a notebook's does. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 10)
@Measurement(iterations = 10)
@Fork(1)
public class Homology {

    /** A file of points, a line of numbers with commas between them each; none for a drawn noisy ring of 2,000 points. */
    @Param("")
    public String file;

    @Param("1")
    public int dimension;

    @Param("0.6")
    public double threshold;

    /** k, of the graph that hops are counted along. */
    @Param("22")
    public int neighbours;

    private double[][] points;

    @Setup
    public void read() throws IOException {
        points = file.isEmpty() ? ring() : Files.readAllLines(Path.of(file)).stream()
                .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray()).toArray(double[][]::new);
    }

    private static double[][] ring() {
        var random = new Random(1);
        var ring = new double[2_000][10];
        for (double[] point : ring) {
            double angle = random.nextDouble() * 2 * Math.PI;
            Arrays.setAll(point, j -> 0.15 * random.nextGaussian());
            point[0] += Math.cos(angle);
            point[1] += Math.sin(angle);
        }
        return ring;
    }

    /** By distance, up to the threshold. */
    @Benchmark
    public Barcode ofPoints() {
        return PersistentHomology.upTo(dimension).within(threshold).ofPoints(points);
    }

    /** By hops along the nearest neighbours, up to eight. */
    @Benchmark
    public Barcode ofHops() {
        return PersistentHomology.upTo(dimension).within(8.5).ofGraph(NeighbourGraph.of(points, neighbours), GraphMetric.HOPS);
    }
}
