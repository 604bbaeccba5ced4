// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import koopman.topology.PersistentHomology;

/**
 * Prints the seconds that persistent homology takes in a Java machine that has been running for a while, as a notebook's has:
 * the median of ten computations after as many (file dimension threshold). The reading of the file is not counted.
 */
public class Homology {

    private static final int ROUNDS = 10;

    public static void main(String[] arguments) throws IOException {
        double[][] points = Files.readAllLines(Path.of(arguments[0])).stream()
                .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray()).toArray(double[][]::new);
        var homology = PersistentHomology.upTo(Integer.parseInt(arguments[1])).within(Double.parseDouble(arguments[2]));
        double[] seconds = IntStream.range(0, 2 * ROUNDS).mapToDouble(round -> seconds(homology, points)).skip(ROUNDS)
                .sorted().toArray();
        System.out.println(DoubleStream.of(seconds[ROUNDS / 2 - 1], seconds[ROUNDS / 2]).average().orElseThrow());
    }

    private static double seconds(PersistentHomology homology, double[][] points) {
        long begin = System.nanoTime();
        homology.ofPoints(points);
        return (System.nanoTime() - begin) / 1e9;
    }
}
