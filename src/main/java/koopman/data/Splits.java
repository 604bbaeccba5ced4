package koopman.data;

/**
 * A data set as its three independent sets of samples.
 *
 * @param train the samples to fit on
 * @param validation the samples to choose settings on
 * @param test the samples to report on
 */
public record Splits(Samples train, Samples validation, Samples test) {

    public Splits {
        require(train, Split.TRAIN);
        require(validation, Split.VALIDATION);
        require(test, Split.TEST);
    }

    private static void require(Samples samples, Split split) {
        if (samples.split() != split) {
            throw new IllegalArgumentException(
                    split + " (" + samples + ") must be a " + split + " set: build it with Split." + split.name());
        }
    }

    @Override
    public String toString() {
        return train + ", " + validation.size() + " validation, " + test.size() + " test";
    }
}
