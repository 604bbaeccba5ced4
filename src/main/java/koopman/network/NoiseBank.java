package koopman.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.SplittableRandom;
import koopman.data.Randomness;
import koopman.training.Noise;

/**
 * The noise of one training. Numbers are drawn once, 4 million or more, and each use takes as many of them as it needs from a
 * place that is drawn anew: as good here as numbers drawn anew, and a fraction of a step's time.
 */
final class NoiseBank {

    /** Adds nothing. */
    static final NoiseBank EMPTY = new NoiseBank(null, null, null);

    private static final int LEAST = 1 << 22;

    private final NDArray inputs;
    private final NDArray layers;
    private final SplittableRandom places;

    private NoiseBank(NDArray inputs, NDArray layers, SplittableRandom places) {
        this.inputs = inputs;
        this.layers = layers;
        this.places = places;
    }

    /**
     * Returns the noise of a training, on memory of the manager.
     *
     * @param most how many numbers one use takes at most
     */
    static NoiseBank of(Noise noise, int most, long seed, NDManager manager) {
        if (noise.equals(Noise.NONE)) {
            return EMPTY;
        }
        SplittableRandom random = Randomness.NOISE.of(seed);
        var numbers = new float[Math.max(LEAST, 2 * most)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        NDArray unit = manager.create(numbers);
        return new NoiseBank(unit.mul(noise.inputs()), unit.mul(noise.layers()), random);
    }

    /** Returns inputs, (B, features), with their noise. */
    NDArray onInputs(NDArray x) {
        return on(x, inputs);
    }

    /** Returns what leaves a batch norm, (B, d), with its noise. */
    NDArray onLayer(NDArray x) {
        return on(x, layers);
    }

    private NDArray on(NDArray x, NDArray bank) {
        if (bank == null) {
            return x;
        }
        long from = places.nextLong(bank.size() - x.size() + 1);
        return x.add(bank.get(new NDIndex().addSliceDim(from, from + x.size())).reshape(x.getShape()));
    }
}
