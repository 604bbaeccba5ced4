package koopman.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Set;
import koopman.autoencoder.LeastSquares;
import koopman.autoencoder.Lifting;
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
    private static final Selection AGAIN = new FoundAgain(DOTS);

    /** The root of the rounding of a square is about a thousandth of a row's length: nothing for short rows, too much for long ones. */
    @Test
    void evenAfterTheEasiestWayBackLongRowsAreNotFoundAgain() {
        Samples samples = YinYang.draw(Split.TRAIN, 600, 0);
        try (NDManager manager = NDManager.newBaseManager();
                var network = ResidualMlp.train(samples, 10, 2, TrainingPlan.momentum(5, 128, 1e-2), 0, Progress.silent())) {
            Fit fit = Fit.of(network, samples, 10);
            try (LeastSquares lifting = fit.dmd()) {
                NDArray easy = manager.eye(11).mul(3);
                Surrogate small = fit.surrogate(new Scaled(lifting, 0.01f));
                int all = rows(DOTS, small.withJourney(easy), fit).length;
                assertArrayEquals(rows(DOTS, small.withJourney(easy), fit), rows(AGAIN, small.withJourney(easy), fit));
                Surrogate large = fit.surrogate(new Scaled(lifting, 10));
                assertTrue(rows(AGAIN, large.withJourney(easy), fit).length < all);
            }
        }
    }

    /** A lifting whose observables are those of another times a number. */
    private record Scaled(LeastSquares inner, float scale) implements Lifting {

        @Override
        public NDArray encode(NDArray states) {
            return inner.encode(states).mul(scale);
        }

        @Override
        public NDArray decode(NDArray observables) {
            return inner.decode(observables.div(scale));
        }

        @Override
        public NDArray journey() {
            return inner.journey();
        }

        @Override
        public NDArray journey(int steps) {
            return inner.journey(steps);
        }

        @Override
        public int steps() {
            return 1;
        }
    }

    private static int[] rows(Selection selection, Surrogate surrogate, Fit fit) {
        try (Forecasts forecasts = Forecasts.of(surrogate, fit.train())) {
            return selection.rows(forecasts, Set.of(2));
        }
    }
}
