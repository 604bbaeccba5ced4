// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Set;
import koopman.autoencoder.Lifting;
import koopman.autoencoder.Surrogate;
import koopman.autoencoder.Surrogates;
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
            Surrogates ground = Surrogates.of(network, samples, 10);
            try (Surrogate dmd = ground.dmd()) {
                NDArray easy = manager.eye(11).mul(3);
                Surrogate small = scaled(dmd, 0.01f);
                int all = rows(DOTS, small.with(easy.duplicate()), ground).length;
                assertArrayEquals(rows(DOTS, small.with(easy.duplicate()), ground), rows(AGAIN, small.with(easy.duplicate()), ground));
                Surrogate large = scaled(dmd, 10);
                assertTrue(rows(AGAIN, large.with(easy.duplicate()), ground).length < all);
            }
        }
    }

    /** A lifting whose observables are those of another times a number. */
    private record Scaled(Lifting inner, float scale) implements Lifting {

        @Override
        public NDArray encode(NDArray states) {
            return inner.encode(states).mul(scale);
        }

        @Override
        public NDArray decode(NDArray observables) {
            return inner.decode(observables.div(scale));
        }
    }

    private static Surrogate scaled(Surrogate dmd, float scale) {
        return Surrogate.of(dmd.network(), dmd.first(), dmd.last(), new Scaled(dmd.lifting(), scale), dmd.operator());
    }

    private static int[] rows(Selection selection, Surrogate surrogate, Surrogates ground) {
        try (Forecasts forecasts = Forecasts.of(surrogate, ground.train())) {
            return selection.rows(forecasts, Set.of(2));
        }
    }
}
