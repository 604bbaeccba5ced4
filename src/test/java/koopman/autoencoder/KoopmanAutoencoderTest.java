// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import koopman.training.DivergedException;
import koopman.training.Progress;
import koopman.training.TrainingPlan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Fits linear systems whose operator is known. */
class KoopmanAutoencoderTest {

    /** A turn by 40° with a decay to 0.8: eigenvalues 0.8 exp(± 40° i). */
    private static final double[] JOURNEY = {0.8 * Math.cos(0.698), 0.8 * Math.sin(0.698), -0.8 * Math.sin(0.698),
        0.8 * Math.cos(0.698)};
    private static final AutoencoderSettings SETTINGS =
            new AutoencoderSettings(32, 2, 10, new OperatorForm.Exponential(), LossWeights.isometry(1));

    private final NDManager manager = NDManager.newBaseManager();
    private final NDArray x = normal(512, 2);
    private final NDArray y = x.matMul(manager.create(JOURNEY, new Shape(2, 2)).toType(DataType.FLOAT32, false));

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void aKnownLinearSystemIsForecastAndItsEigenvaluesAreFound() {
        try (var autoencoder = fit(SETTINGS, 150, 0.1)) {
            NDArray forecast = autoencoder.decode(autoencoder.operator().advance(autoencoder.encode(x)));
            assertTrue(forecast.sub(y).square().mean().getFloat() < 0.005, "mean square error");
            Spectrum whole = Spectrum.of(autoencoder.operator().journey());
            assertEquals(0.8, whole.magnitudes()[0], 0.03);
            assertEquals(0.698, Math.abs(Math.atan2(whole.imaginary()[0], whole.real()[0])), 0.03);
            LossReport losses = LossReport.of(autoencoder, autoencoder.operator(), x, y);
            assertTrue(losses.isometry() < 0.01 && losses.state() < 0.01, losses.toString());
        }
    }

    @Test
    void theStepsOfAJourneyMakeTheWholeOfIt() {
        for (OperatorForm form : new OperatorForm[] {new OperatorForm.Exponential(), new OperatorForm.Free(),
            new OperatorForm.LowRank(2)}) {
            try (var autoencoder = fit(SETTINGS.with(form), 3, 0.01)) {
                NDArray z = autoencoder.encode(x);
                NDArray end = autoencoder.operator().advance(z);
                for (int step = 0; step < autoencoder.operator().steps(); step++) {
                    z = z.matMul(autoencoder.operator().journey(1));
                }
                assertArrayEquals(end.toFloatArray(), z.toFloatArray(), 2e-4f, form.toString());
            }
        }
    }

    @Test
    void theSameSeedFitsTheSameAutoencoder() {
        try (var first = fit(SETTINGS, 3, 0.01); var second = fit(SETTINGS, 3, 0.01)) {
            assertArrayEquals(first.operator().journey().toFloatArray(), second.operator().journey().toFloatArray());
        }
    }

    /** What PyTorch keeps for the way back must not lie in memory that Java gives to others meanwhile. */
    @Test
    void theSameSeedFitsTheSameAutoencoderWhateverTheGarbageCollectorDoes() {
        float[] quiet;
        try (var alone = fit(SETTINGS, 2, 0.01)) {
            quiet = alone.operator().journey().toFloatArray();
        }
        var busy = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                System.gc();
                for (int i = 0; i < 2_000; i++) {
                    ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder()).putFloat(1e3f);
                }
            }
        });
        busy.start();
        try (var disturbed = fit(SETTINGS, 2, 0.01)) {
            assertArrayEquals(quiet, disturbed.operator().journey().toFloatArray());
        } finally {
            busy.interrupt();
        }
    }

    @Test
    void dmdIsPlainLeastSquares() {
        NDArray noisy = y.add(normal(512, 2).mul(0.1));
        try (var dmd = LeastSquares.dmd(x, noisy)) {
            double[][] design = new double[512][];
            for (int row = 0; row < 512; row++) {
                design[row] = new double[] {x.getFloat(row, 0), x.getFloat(row, 1), 1};
            }
            double[][] expected = eliminated(design, koopman.representation.LinearAlgebra.toJava(noisy));
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 2; j++) {
                    assertEquals(expected[i][j], dmd.operator().journey().getFloat(i, j), 1e-5);
                }
            }
        }
    }

    @Test
    void randomFeaturesReachWhatStraightLinesCannot() {
        NDArray bent = x.square();
        try (var dmd = LeastSquares.dmd(x, bent); var edmd = LeastSquares.edmd(x, bent, 200, 1e-9, 1)) {
            double straight = error(dmd, bent);
            double lifted = error(edmd, bent);
            assertTrue(lifted < 0.1 * straight, lifted + " against " + straight);
        }
    }

    @Test
    void eigenfunctionsGrowByTheirEigenvalue() {
        NDArray step = manager.create(new float[] {0.9f, 0, 0.3f, 0.5f}, new Shape(2, 2));
        Spectrum spectrum = Spectrum.of(step);
        assertArrayEquals(new double[] {0.9, 0.5}, spectrum.real(), 1e-6);
        for (int i = 0; i < 2; i++) {
            double[] before = spectrum.eigenfunction(x, i);
            double[] after = spectrum.eigenfunction(x.matMul(step), i);
            assertEquals(spectrum.real()[i] * before[7], after[7], 1e-5);
            NDArray mode = spectrum.mode(manager, i);
            assertArrayEquals(mode.mul(spectrum.real()[i]).toFloatArray(), mode.matMul(step).toFloatArray(), 1e-6f);
        }
    }

    @Test
    void aTurnsEigenfunctionsTurnAndItsModesAreLeftEigenvectors() {
        NDArray step = manager.create(new float[] {0, 0.5f, 0, -0.5f, 0, 0, 0, 0, 0.9f}, new Shape(3, 3));
        Spectrum spectrum = Spectrum.of(step);
        assertEquals(3, spectrum.size());
        assertArrayEquals(new double[] {0.9, 0, 0}, spectrum.real(), 1e-6);
        assertArrayEquals(new double[] {0, 0.5, -0.5}, spectrum.imaginary(), 1e-6);
        assertArrayEquals(new double[] {0.9, 0.5, 0.5}, spectrum.magnitudes(), 1e-6);
        NDArray z = normal(20, 3);
        for (int i = 0; i < 3; i++) {
            double[] re = spectrum.eigenfunction(z, i);
            double[] im = spectrum.imaginaryEigenfunction(z, i);
            double[] nextRe = spectrum.eigenfunction(z.matMul(step), i);
            double[] nextIm = spectrum.imaginaryEigenfunction(z.matMul(step), i);
            for (int row = 0; row < 20; row++) {
                assertEquals(spectrum.real()[i] * re[row] - spectrum.imaginary()[i] * im[row], nextRe[row], 1e-6);
                assertEquals(spectrum.real()[i] * im[row] + spectrum.imaginary()[i] * re[row], nextIm[row], 1e-6);
            }
        }
        // The real part u of a mode of a turn by a quarter and a halving: two steps are -1/4 of it.
        NDArray mode = spectrum.mode(manager, 1);
        assertArrayEquals(mode.mul(-0.25).toFloatArray(), mode.matMul(step).matMul(step).toFloatArray(), 1e-6f);
        assertEquals(1, spectrum.mode(manager, 0).norm().getFloat(), 1e-6);
        assertEquals("3 eigenvalues of magnitude 0.5000 to 0.9000, 2 of them complex", spectrum.toString());
        refused("index (3) must be from 0 to 2", () -> spectrum.mode(manager, 3));
        refused("index (-1) must be from 0 to 2", () -> spectrum.eigenfunction(z, -1));
    }

    @Test
    void aFitTellsItsCourseTermByTermAndStartsWithTheLossesOfItsStart() {
        try (var autoencoder = fit(SETTINGS, 3, 1e-12)) {
            assertEquals(KoopmanLoss.NAMES, autoencoder.curve().terms());
            assertEquals(3, autoencoder.curve().epochs());
            // Nothing has moved: the mean state loss of the batches is that of all rows, as the report has it.
            double state = LossReport.of(autoencoder, autoencoder.operator(), x, y).state() * y.sub(y.mean(new int[] {0}, true)).square().mean().getFloat();
            assertEquals(state, autoencoder.curve().term("state")[0], 1e-4 * state);
            assertEquals(SETTINGS, autoencoder.settings());
        }
    }

    @Test
    void aDivergingFitStopsAndNamesTheTerm() {
        String message = assertThrows(DivergedException.class, () -> fit(SETTINGS, 50, 1e20)).getMessage();
        assertTrue(message.matches(".*(reconstruction|linear|state|isometry) \\((NaN|Infinity)\\) in epoch \\d+ must be a "
                + "finite number: lower the peak rate.*"), message);
    }

    @Test
    void badRequestsAreRefusedByName() {
        refused("first (512, 2) and last (512, 1) states must be of the same samples and components, (N, p)",
                () -> KoopmanAutoencoder.fit(x, y.get(":, :1"), SETTINGS, plan(1, 1), 1, Progress.silent()));
        refused("latent (1) must be at least the number of components (2): a lifting does not lose any",
                () -> fit(new AutoencoderSettings(16, 1, 10, new OperatorForm.Free(), LossWeights.isometry(0)), 1, 1));
        refused("samples (1) must be at least 2", () -> KoopmanAutoencoder.fit(x.get(":1"), y.get(":1"), SETTINGS,
                plan(1, 1), 1, Progress.silent()));
        refused("steps (0) must be at least 1",
                () -> new AutoencoderSettings(16, 1, 0, new OperatorForm.Free(), LossWeights.isometry(0)));
        refused("rank (3) must be at most the latent size (2)", () -> fit(SETTINGS.with(new OperatorForm.LowRank(3)), 1, 1));
        refused("isometry (-1.0) must be at least 0 and finite", () -> LossWeights.isometry(-1));
        refused("features (0) must be at least 1: use dmd for none", () -> LeastSquares.edmd(x, y, 0, 0, 1));
    }

    @Test
    void settingsAreCheckedOneByOneAndThePublishedWeightsAreOnes() {
        var free = new OperatorForm.Free();
        var ones = new LossWeights(1, 1, 1, 0.5);
        assertEquals(ones, LossWeights.isometry(0.5));
        refused("hidden (0) must be at least 1", () -> new AutoencoderSettings(0, 1, 1, free, ones));
        refused("latent (0) must be at least 1", () -> new AutoencoderSettings(1, 0, 1, free, ones));
        refused("reconstruction (-1.0) must be at least 0 and finite", () -> new LossWeights(-1, 1, 1, 1));
        refused("linear (Infinity) must be at least 0 and finite",
                () -> new LossWeights(1, Double.POSITIVE_INFINITY, 1, 1));
        refused("state (NaN) must be at least 0 and finite", () -> new LossWeights(1, 1, Double.NaN, 1));
        assertEquals(new AutoencoderSettings(1, 1, 1, free, ones),
                new AutoencoderSettings(1, 1, 1, new OperatorForm.Exponential(), LossWeights.isometry(3)).with(free).with(ones));
    }

    private static double error(LeastSquares model, NDArray target) {
        NDArray forecast = model.decode(model.encode(target.sqrt()).matMul(model.operator().journey()));
        return forecast.sub(target).square().mean().getFloat();
    }

    /** Solves the normal equations by elimination, independently of the library. */
    private static double[][] eliminated(double[][] a, double[][] b) {
        int n = a[0].length;
        int k = b[0].length;
        var system = new double[n][n + k];
        for (int row = 0; row < a.length; row++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    system[i][j] += a[row][i] * a[row][j];
                }
                for (int j = 0; j < k; j++) {
                    system[i][n + j] += a[row][i] * b[row][j];
                }
            }
        }
        for (int i = 0; i < n; i++) {
            for (int row = 0; row < n; row++) {
                if (row != i) {
                    double factor = system[row][i] / system[i][i];
                    for (int column = i; column < n + k; column++) {
                        system[row][column] -= factor * system[i][column];
                    }
                }
            }
        }
        var solution = new double[n][k];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < k; j++) {
                solution[i][j] = system[i][n + j] / system[i][i];
            }
        }
        return solution;
    }

    private KoopmanAutoencoder fit(AutoencoderSettings settings, int epochs, double rate) {
        return KoopmanAutoencoder.fit(x, y, settings, plan(epochs, rate), 1, Progress.silent());
    }

    private static TrainingPlan plan(int epochs, double rate) {
        return TrainingPlan.adamW(epochs, 128, rate);
    }

    private NDArray normal(int rows, int columns) {
        var random = new Random(6);
        return manager.create(random.doubles(rows * columns).map(u -> 2 * u - 1).toArray(), new Shape(rows, columns))
                .toType(DataType.FLOAT32, false);
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
