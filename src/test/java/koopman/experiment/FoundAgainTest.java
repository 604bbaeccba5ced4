package koopman.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Set;
import koopman.autoencoder.LeastSquares;
import koopman.autoencoder.Surrogate;
import koopman.data.Samples;
import koopman.data.Split;
import koopman.data.YinYang;
import koopman.network.ResidualMlp;
import koopman.training.Progress;
import koopman.training.TrainingPlan;
import koopman.unlearning.Forecasts;
import koopman.unlearning.Selection;
import org.junit.jupiter.api.Test;

class FoundAgainTest {

    private static final Selection DOTS = new Selection.ByLabel();

    @Test
    void aWayBackThatIsExactFindsAllRowsAndOneThatIsNotLosesSome() {
        Samples samples = YinYang.draw(Split.TRAIN, 600, 0);
        try (NDManager manager = NDManager.newBaseManager();
                var network = ResidualMlp.train(samples, 10, 2, TrainingPlan.momentum(5, 128, 1e-2), 0, Progress.silent())) {
            Fit fit = Fit.of(network, samples, 10);
            try (LeastSquares lifting = fit.dmd()) {
                Surrogate surrogate = fit.surrogate(lifting);
                int size = Math.toIntExact(surrogate.journey().size(0));
                NDArray kind = manager.eye(size).mul(2);
                NDArray cruel = manager.eye(size).mul(2);
                cruel.set(new NDIndex("0:2, 0:2"), manager.create(new float[] {1, 1, 1, 1 + 1e-5f}, new Shape(2, 2)));
                assertArrayEquals(rows(DOTS, surrogate.withJourney(kind), fit),
                        rows(new FoundAgain(DOTS), surrogate.withJourney(kind), fit));
                int all = rows(DOTS, surrogate.withJourney(cruel), fit).length;
                int found = rows(new FoundAgain(DOTS), surrogate.withJourney(cruel), fit).length;
                assertTrue(found < all, found + " of " + all);
            }
        }
    }

    private static int[] rows(Selection selection, Surrogate surrogate, Fit fit) {
        try (Forecasts forecasts = Forecasts.of(surrogate, fit.train())) {
            return selection.rows(forecasts, Set.of(2));
        }
    }
}
