// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import koopman.data.ImageFiles;
import koopman.data.Splits;
import koopman.data.YinYang;

/** A data set that the experiments can be run on, with its settings and what the paper found on it. */
public enum Benchmark {
    /** Points of the plane in three classes. */
    YIN_YANG("yin-yang", (seed, sampling) -> YinYang.splits(seed, sampling.testPoints()), Settings::yinYang,
            Published.yinYang()),
    /** Handwritten digits. */
    MNIST("mnist", (seed, sampling) -> images(ImageFiles.MNIST, sampling), Settings::mnist, Published.mnist()),
    /** Pieces of clothing, with the settings of the digits; the paper has no figures for them. */
    FASHION_MNIST("fashion-mnist", (seed, sampling) -> images(ImageFiles.FASHION_MNIST, sampling), Settings::mnist,
            Published.nothing());

    private final String name;
    private final BiFunction<Long, Sampling, Splits> data;
    private final Function<Size, Settings> settings;
    private final Published published;

    Benchmark(String name, BiFunction<Long, Sampling, Splits> data, Function<Size, Settings> settings, Published published) {
        this.name = name;
        this.data = data;
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

    /** Returns the samples; the seed matters where they are drawn. */
    public Splits splits(long seed, Sampling sampling) {
        return data.apply(seed, sampling);
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
