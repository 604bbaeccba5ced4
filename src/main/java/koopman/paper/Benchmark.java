// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import koopman.data.ImageFiles;
import koopman.data.SampleSource;
import koopman.data.Samples;
import koopman.data.Splits;
import koopman.data.Variation;
import koopman.data.YinYang;

/** A data set that the experiments can be run on, with its settings and what the paper found on it. */
public enum Benchmark {
    /** Points of the plane in three classes. */
    YIN_YANG("yin-yang", (seed, sampling) -> YinYang.splits(seed, sampling.testPoints()),
            (train, seed) -> YinYang.source(train.size(), seed), Settings::yinYang, Published.yinYang()),
    /** Handwritten digits. */
    MNIST("mnist", (seed, sampling) -> images(ImageFiles.MNIST, sampling), Benchmark::variedImages,
            Settings::mnist, Published.mnist()),
    /** Pieces of clothing, with the settings of the digits; the paper has no figures for them. */
    FASHION_MNIST("fashion-mnist", (seed, sampling) -> images(ImageFiles.FASHION_MNIST, sampling),
            Benchmark::variedImages, Settings::mnist, Published.nothing());

    private final String name;
    private final BiFunction<Long, Sampling, Splits> data;
    private final BiFunction<Samples, Long, SampleSource> source;
    private final Function<Size, Settings> settings;
    private final Published published;

    Benchmark(String name, BiFunction<Long, Sampling, Splits> data, BiFunction<Samples, Long, SampleSource> source,
            Function<Size, Settings> settings, Published published) {
        this.name = name;
        this.data = data;
        this.source = source;
        this.settings = settings;
        this.published = published;
    }

    /** Returns the names, as they are written on the command line. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Benchmark::toString).toList();
    }

    /**
     * Returns the benchmark of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Benchmark of(String name) {
        return Arrays.stream(values()).filter(each -> each.name.equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("DATA (" + name + ") must be one of "
                        + String.join(", ", names())));
    }

    private static Splits images(ImageFiles files, Sampling sampling) {
        return sampling.trainOnAll() ? files.splitsOfAll() : files.splits();
    }

    private static SampleSource variedImages(Samples train, long seed) {
        Variation affine = Variation.affine(10, 0.1, 1);
        Variation mixed = Variation.mixed(0.5);
        return train.varied(seed, mixed, affine, affine.then(mixed), Variation.noisy(0.5));
    }

    /** Returns the samples; the seed matters where they are drawn. */
    public Splits splits(long seed, Sampling sampling) {
        return data.apply(seed, sampling);
    }

    /**
     * Returns new samples for each epoch of an autoencoder's fit, or null where it is fitted to the network's own.
     *
     * @param train the network's own
     */
    SampleSource source(long seed, Samples train, Sampling sampling) {
        return sampling.renewed() ? source.apply(train, seed) : null;
    }

    /** Returns whether the samples are drawn, so that other seeds give others. */
    public boolean isDrawn() {
        return this == YIN_YANG;
    }

    /** Returns β₀ and β₁ of each class, by label, then of all together: none where the shapes are not known. */
    int[][] betti() {
        return isDrawn() ? new int[][] {{1, 1}, {1, 1}, {2, 0}, {1, 0}} : new int[0][]; // two drops with a hole, two dots, a disc
    }

    /** Returns the details of the published protocol that this benchmark can be run with. */
    public List<Detail> details() {
        return isDrawn() ? List.of(Detail.RATE, Detail.ISOMETRY) : List.of(Detail.IMAGES, Detail.RATE);
    }

    /** Returns the settings of a size. */
    public Settings settings(Size size) {
        return settings.apply(size);
    }

    Published published() {
        return published;
    }

    @Override
    public String toString() {
        return name;
    }
}
