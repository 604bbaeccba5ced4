// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fits y = x w + b by least squares, where each step can be followed by hand or in another program. */
class GradientDescentTest {

    private static final double[][] X = {{1, 2}, {3, -1}, {0.5, 4}};
    private static final double[] Y = {3, -2, 10};

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void findsTheLeastSquaresSolution() {
        Parameters parameters = start();
        fit(parameters, new TrainingPlan(4_000, 3, 0.05, Schedule.BY_STEP, 0, Double.POSITIVE_INFINITY, Optimiser.Momentum.PUBLISHED));
        // Three equations, three unknowns: the residual is nothing.
        assertArrayEquals(new double[] {4.4, 4.6, -10.6}, values(parameters), 1e-5);
    }

    @Test
    void momentumWithDecayAndClippingIsPyTorchs() {
        Parameters parameters = start();
        TrainingCurve curve = fit(parameters, new TrainingPlan(4, 3, 0.05, Schedule.BY_STEP, 0.1, 1, Optimiser.Momentum.PUBLISHED));
        // torch.optim.SGD in PyTorch 1.13, decay on the weights alone, clip_grad_norm_ 1, in float64
        assertArrayEquals(new double[] {0.9614835526465617, -1.7695396828428906, 0.5332209458038765},
                values(parameters), 1e-7);
        assertEquals(113.50918894718154, curve.last(), 1e-7);
    }

    @Test
    void adamWWithDecayIsPyTorchs() {
        Parameters parameters = start();
        fit(parameters, new TrainingPlan(4, 3, 0.05, Schedule.BY_STEP, 0.1, Double.POSITIVE_INFINITY, Optimiser.AdamW.USUAL));
        // torch.optim.AdamW in PyTorch 1.13, decay on the weights alone, in float64
        assertArrayEquals(new double[] {0.8887666387373665, -1.8786000237102474, 0.6015279353191381},
                values(parameters), 1e-9);
    }

    @Test
    void aSlopeOfOneIsDescendedByTheTrianglesRateAtTheMiddleOfEachStep() {
        // Without momentum and decay w falls by the rate: 10 epochs of 2 steps, rising for the first 2 epochs.
        var seen = new Linear(1, 0);
        fit(seen, new TrainingPlan(10, 2, 0.7, Schedule.BY_STEP, 0, Double.POSITIVE_INFINITY, new Optimiser.Momentum(0)));
        List<double[]> path = seen.path;
        assertEquals(20, path.size());
        for (int step = 0; step + 1 < path.size(); step++) {
            double done = (step + 0.5) / 20;
            double rate = done < 0.2 ? 0.7 * done / 0.2 : 0.7 * (1 - done) / 0.8;
            assertEquals(rate, path.get(step)[0] - path.get(step + 1)[0], 1e-12, "step " + step);
        }
    }

    @Test
    void aGradientIsClippedByItsNormOverAllParameters() {
        // |(3, 4)| = 5, with PyTorch's 1e-6 in the divisor
        assertArrayEquals(new double[] {2 * 3 / (5 + 1e-6), 2 * 4 / (5 + 1e-6)}, firstStep(new Linear(3, 4), 0, 2), 1e-13);
        assertArrayEquals(new double[] {3, 4}, firstStep(new Linear(3, 4), 0, 5.01), 1e-13);
        assertArrayEquals(new double[] {3, 4}, firstStep(new Linear(3, 4), 0, Double.POSITIVE_INFINITY), 1e-13);
    }

    @Test
    void decayIsAddedToTheClippedGradientOfTheWeightsAlone() {
        // w starts at 1 and b at 0.5; a decay of 0.1 pulls at w only, and is not clipped.
        assertArrayEquals(new double[] {0.6 + 0.1, 0.8}, firstStep(new Linear(3, 4), 0.1, 1), 1e-6);
        assertArrayEquals(new double[] {0.1, 0}, firstStep(new Linear(0, 0), 0.1, 1), 1e-13);
    }

    /** Returns the first step of plain gradient descent, divided by its rate. */
    private double[] firstStep(Linear objective, double decay, double clip) {
        fit(objective, new TrainingPlan(1, 2, 0.4, Schedule.BY_STEP, decay, clip, new Optimiser.Momentum(0)));
        double rate = 0.4 * (1 - 0.25) / 0.8; // a quarter of the training is done in the middle of its first step of two
        double[] from = objective.path.get(0);
        double[] to = objective.path.get(1);
        return new double[] {(from[0] - to[0]) / rate, (from[1] - to[1]) / rate};
    }

    @Test
    void adamWsDecayActsOnWeightsAloneAndIsNoGradient() {
        var still = new Linear(0, 0);
        fit(still, new TrainingPlan(1, 2, 0.4, Schedule.BY_STEP, 0.1, Double.POSITIVE_INFINITY, Optimiser.AdamW.USUAL));
        double rate = 0.4 * (1 - 0.25) / 0.8;
        assertArrayEquals(new double[] {1 - rate * 0.1, 0.5}, still.path.get(1), 1e-13);
    }

    @Test
    void adamWsStepIsTheRateForALargeGradientAndHalfOfItForOneAsSmallAsEpsilon() {
        var seen = new Linear(1e-8, -1e3);
        fit(seen, new TrainingPlan(1, 2, 0.4, Schedule.BY_STEP, 0, Double.POSITIVE_INFINITY, Optimiser.AdamW.USUAL));
        double rate = 0.4 * (1 - 0.25) / 0.8;
        assertArrayEquals(new double[] {1 - rate / 2, 0.5 + rate}, seen.path.get(1), 1e-9);
    }

    private void fit(Objective objective, TrainingPlan plan) {
        GradientDescent.minimise(objective, start(), data(), plan, 1, Progress.silent());
    }

    @Test
    void theSameSeedGivesTheSameBits() {
        Parameters first = start();
        Parameters second = start();
        var plan = TrainingPlan.adamW(20, 2, 0.1);
        fit(first, plan);
        fit(second, plan);
        assertArrayEquals(values(first), values(second));
    }

    @Test
    void aLossThatIsNoNumberStopsAndKeepsTheLastSoundEpoch() {
        Parameters parameters = start();
        Objective breaking = new Objective() {
            private int batches;

            @Override
            public List<String> names() {
                return List.of("square", "broken");
            }

            @Override
            public NDList terms(Map<String, NDArray> arrays, NDList batch) {
                NDArray square = new LeastSquares().terms(arrays, batch).head();
                return new NDList(square, square.mul(++batches > 3 ? Double.NaN : 0.0));
            }
        };
        Parameters sound = start();
        fit(sound, plan(3).withPeakRate(1e-9));
        String message = assertThrows(DivergedException.class, () -> GradientDescent.minimise(breaking, parameters,
                data(), plan(9).withPeakRate(1e-9), 1, Progress.silent())).getMessage();
        assertTrue(message.startsWith("broken (NaN) in epoch 4 must be a finite number: lower the peak rate"), message);
        assertArrayEquals(values(sound), values(parameters), 1e-6);
    }

    @Test
    void aParameterThatIsNoNumberStopsThoughTheLossWasSound() {
        Parameters parameters = start();
        var bursting = new TrainingPlan(9, 3, 1.7e308, Schedule.BY_EPOCH, 0, Double.POSITIVE_INFINITY, new Optimiser.Momentum(0));
        var diverged = assertThrows(DivergedException.class, () -> fit(parameters, bursting)); // the first epoch's rate is 0
        assertTrue(diverged.getMessage().startsWith("the greatest parameter (Infinity) in epoch 2 must be a finite number"), diverged.getMessage());
        assertEquals(1, diverged.curve().epochs());
        assertArrayEquals(values(start()), values(parameters));
    }

    @Test
    void aLossThatBlowsUpStopsLongBeforeItIsNoNumber() {
        Parameters parameters = start();
        String message = assertThrows(DivergedException.class, () -> fit(parameters, plan(60).withPeakRate(0.8))).getMessage();
        assertTrue(message.startsWith("square (") && message.contains("must be near what it was (the loss began at"), message);
        assertTrue(Double.isFinite(values(parameters)[0]));
    }

    @Test
    void anInterruptStopsTheTrainingAndLeavesTheModelSound() {
        Parameters parameters = start();
        Thread.currentThread().interrupt();
        String message = assertThrows(CancellationException.class, () -> fit(parameters, plan(9))).getMessage();
        assertEquals("training stopped on request in epoch 1; the last sound epoch was 0", message);
        assertArrayEquals(values(start()), values(parameters));
    }

    @Test
    void aTrainingThatWasStoppedGoesOnToTheSameNumbers(@TempDir Path folder) {
        var plan = TrainingPlan.adamW(20, 2, 0.1);
        Parameters whole = start();
        fit(whole, plan);
        Checkpoint checkpoint = new Checkpoint(folder.resolve("kept.safetensors"), toy("toy"), 0);
        Parameters stopped = start();
        assertThrows(CancellationException.class, () -> GradientDescent.minimise(new StoppingAfter(7 * 2), stopped, data(),
                plan, 1, Progress.silent(), checkpoint));
        Parameters resumed = start();
        TrainingCurve curve = GradientDescent.minimise(new LeastSquares(), resumed, data(), plan, 1, Progress.silent(),
                checkpoint);
        assertArrayEquals(values(whole), values(resumed));
        assertEquals(20, curve.epochs());
    }

    @Test
    void rowsThatChangeAreThoseOfTheirEpochAlsoWhenATrainingGoesOn(@TempDir Path folder) {
        var plan = TrainingPlan.adamW(20, 2, 0.1);
        var asked = new ArrayList<Integer>();
        Parameters whole = start();
        GradientDescent.minimise(new LeastSquares(), whole, changing(asked, 3), plan, 1, Progress.silent(), Checkpoint.none());
        assertEquals(IntStream.range(0, 20).boxed().toList(), asked);
        Parameters same = start();
        fit(same, plan);
        assertNotEquals(values(same)[0], values(whole)[0]);
        Checkpoint checkpoint = new Checkpoint(folder.resolve("kept.safetensors"), toy("toy"), 0);
        assertThrows(CancellationException.class, () -> GradientDescent.minimise(new StoppingAfter(7 * 2), start(),
                changing(asked, 3), plan, 1, Progress.silent(), checkpoint));
        asked.clear();
        Parameters resumed = start();
        GradientDescent.minimise(new LeastSquares(), resumed, changing(asked, 3), plan, 1, Progress.silent(), checkpoint);
        assertArrayEquals(values(whole), values(resumed));
        assertEquals(IntStream.range(7, 20).boxed().toList(), asked);
    }

    @Test
    void rowsThatAreNotAsManyAsWasSaidAreRefused() {
        String message = assertThrows(IllegalArgumentException.class, () -> GradientDescent.minimise(new LeastSquares(), start(),
                changing(new ArrayList<>(), 5), plan(2), 1, Progress.silent(), Checkpoint.none())).getMessage();
        assertEquals("rows of epoch 1 ((3, 2)) must be 5, as said before", message);
    }

    /** Returns the rows of the other tests, the next epoch's each shifted by its number. */
    private TrainingRows changing(List<Integer> asked, int count) {
        return new TrainingRows() {
            @Override
            public int count() {
                return count;
            }

            @Override
            public NDList of(int epoch) {
                asked.add(epoch);
                return new NDList(data().stream().map(array -> array.add(epoch)).toList());
            }
        };
    }

    @Test
    void aTrainingThatIsDoneIsOnlyReadAgain(@TempDir Path folder) {
        Checkpoint checkpoint = Checkpoint.in(folder.resolve("kept.safetensors"), toy("toy"));
        Parameters first = start();
        GradientDescent.minimise(new LeastSquares(), first, data(), plan(5), 1, Progress.silent(), checkpoint);
        Parameters second = start();
        GradientDescent.minimise(new StoppingAfter(0), second, data(), plan(5), 1, Progress.silent(), checkpoint);
        assertArrayEquals(values(first), values(second));
    }

    @Test
    void aCheckpointOfAnotherTaskIsRefused(@TempDir Path folder) {
        Path file = folder.resolve("kept.safetensors");
        GradientDescent.minimise(new LeastSquares(), start(), data(), plan(2), 1, Progress.silent(),
                Checkpoint.in(file, toy("digits")));
        String message = assertThrows(UncheckedIOException.class, () -> GradientDescent.minimise(new LeastSquares(), start(),
                data(), plan(2), 1, Progress.silent(), Checkpoint.in(file, toy("toy")))).getMessage();
        assertTrue(message.contains("what (digits) must be toy: choose another folder"), message);
    }

    private static Provenance toy(String what) {
        return new Provenance(what, "", 1, "", Map.of());
    }

    @Test
    void nativeMemoryStaysFlatOverThousandsOfSteps() {
        Parameters parameters = start();
        NDList data = data();
        int before = manager.getManagedArrays().size();
        GradientDescent.minimise(new LeastSquares(), parameters, data, plan(10_000), 1, Progress.silent());
        assertEquals(before, manager.getManagedArrays().size());
    }

    private static TrainingPlan plan(int epochs) {
        return new TrainingPlan(epochs, 3, 0.05, Schedule.BY_STEP, 0, Double.POSITIVE_INFINITY, Optimiser.Momentum.PUBLISHED);
    }

    private TrainingCurve fit(Parameters parameters, TrainingPlan plan) {
        return GradientDescent.minimise(new LeastSquares(), parameters, data(), plan, 1, Progress.silent());
    }

    private NDList data() {
        return new NDList(manager.create(X[0]).stack(manager.create(X[1])).concat(manager.create(X[2]).expandDims(0), 0),
                manager.create(Y));
    }

    private Parameters start() {
        return Parameters.layout(manager, DataType.FLOAT64).weight("w", manager.create(new double[] {1, -2}))
                .other("b", manager.create(new double[] {0.5})).build();
    }

    private static double[] values(Parameters parameters) {
        return parameters.flat().toDoubleArray();
    }

    /** Least squares that is stopped after so many batches. */
    private static final class StoppingAfter implements Objective {

        private int left;

        StoppingAfter(int batches) {
            left = batches;
        }

        @Override
        public List<String> names() {
            return new LeastSquares().names();
        }

        @Override
        public NDList terms(Map<String, NDArray> arrays, NDList batch) {
            if (left-- == 0) {
                throw new CancellationException("stopped by the test");
            }
            return new LeastSquares().terms(arrays, batch);
        }
    }

    /** s w + t b of the first weight and the bias: its gradient is (s, t) everywhere. Keeps the places it is asked at. */
    private static final class Linear implements Objective {

        private final double s;
        private final double t;
        private final List<double[]> path = new ArrayList<>();

        Linear(double s, double t) {
            this.s = s;
            this.t = t;
        }

        @Override
        public List<String> names() {
            return List.of("linear");
        }

        @Override
        public NDList terms(Map<String, NDArray> arrays, NDList batch) {
            NDArray w = arrays.get("w").get(0);
            NDArray b = arrays.get("b").get(0);
            path.add(new double[] {w.getDouble(), b.getDouble()});
            return new NDList(Computation.times(w, s).add(Computation.times(b, t)));
        }
    }

    private record LeastSquares() implements Objective {

        @Override
        public List<String> names() {
            return List.of("square");
        }

        @Override
        public NDList terms(Map<String, NDArray> arrays, NDList batch) {
            NDArray answer = batch.get(0).matMul(arrays.get("w")).add(arrays.get("b"));
            return new NDList(answer.sub(batch.get(1)).square().mean());
        }
    }
}
