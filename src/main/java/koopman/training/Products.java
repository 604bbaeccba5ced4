// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Products of matrices, through which gradients flow, by the faster of two ways to the same numbers but for rounding.
 *
 * <p>PyTorch leaves products to Intel's MKL, which uses AVX2 on AMD's processors even where they have AVX-512; convolutions it
 * leaves to oneDNN, which asks the processor alone. A B is also a convolution: the rows of A are kernels of one pixel, those of
 * B the channels of an image. On such processors large products in single precision go that way. One of oneDNN's kernels was
 * seen to err at one shape (in another layout than this), so each shape is checked against MKL before it is used.
 */
public final class Products {

    private static final long LEAST = 256; // rows and columns from which oneDNN was the faster, measured on two cores,
    private static final long LEAST_PRODUCTS = 1L << 26; // where there are so many products of two numbers as well
    private static final long LEAST_READ = 4_096; // rows for which a check pays where nothing is learned: shapes vary there,
    private static final long MOST_READ = 8_192; // those of parts come again, and more rows come once, in one piece
    private static final double TOLERANCE = 1e-4; // of the greatest entry
    private static final boolean SUITED = isSuited(Path.of("/proc/cpuinfo"));
    private static final Map<Shape, Boolean> CHECKED = new ConcurrentHashMap<>();

    private Products() {}

    /** Returns A B, (n, k) (k, m) → (n, m). */
    public static NDArray of(NDArray a, NDArray b) {
        return byConvolution(a, b.size(1)) ? convolved(a, b) : a.matMul(b);
    }

    /** Returns x W^T + b, (N, inputs) → (N, outputs), of a weight W, (outputs, inputs), and a bias b, (outputs). */
    public static NDArray linear(NDArray x, NDArray weight, NDArray bias) {
        return byConvolution(x, weight.size(0)) ? convolved(x, weight.transpose()).add(bias)
                : Linear.linear(x, weight, bias).head();
    }

    private static boolean byConvolution(NDArray a, long columns) {
        return SUITED && a.getDataType() == DataType.FLOAT32 && columns >= LEAST && a.size(1) >= LEAST
                && hasRows(a.size(0)) && a.size() * columns >= LEAST_PRODUCTS
                && CHECKED.computeIfAbsent(new Shape(a.size(0), a.size(1), columns), Products::agree);
    }

    private static boolean hasRows(long rows) {
        return JniUtils.isGradMode() ? rows >= LEAST : rows >= LEAST_READ && rows <= MOST_READ;
    }

    private static NDArray convolved(NDArray a, NDArray b) {
        NDArray kernels = a.reshape(a.size(0), a.size(1), 1, 1);
        NDArray image = b.reshape(1, b.size(0), b.size(1), 1);
        return Conv2d.conv2d(image, kernels, null, new Shape(1, 1), new Shape(0, 0), new Shape(1, 1), 1).head()
                .reshape(a.size(0), b.size(1));
    }

    /** Returns whether both ways agree on a product of such a shape, (n, k, m), and on its gradients. */
    static boolean agree(Shape shape) {
        try (NDManager manager = NDManager.newBaseManager(); var scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            var random = new SplittableRandom(1); // not PyTorch's numbers, which a caller may have set the seed of
            NDArray a = random(manager, shape.get(0), shape.get(1), random);
            NDArray b = random(manager, shape.get(1), shape.get(2), random);
            NDArray along = random(manager, shape.get(0), shape.get(2), random);
            NDList ours = Computation.withGradient(() -> {
                a.setRequiresGradient(true);
                b.setRequiresGradient(true);
                NDArray product = convolved(a, b);
                NDArray toA = Computation.gradient(product.mul(along).sum(), a, manager.ones(new Shape()));
                return new NDList(product, toA, b.getGradient());
            });
            NDList theirs = Computation.withoutGradient(() ->
                    new NDList(a.matMul(b), along.matMul(b.transpose()), a.transpose().matMul(along)));
            return Computation.withoutGradient(() -> Stream.of(0, 1, 2).allMatch(i -> isClose(ours.get(i), theirs.get(i))));
        }
    }

    private static NDArray random(NDManager manager, long rows, long columns, SplittableRandom random) {
        var values = new float[Math.toIntExact(rows * columns)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return manager.create(values, new Shape(rows, columns));
    }

    private static boolean isClose(NDArray a, NDArray b) {
        return a.sub(b).abs().max().getFloat() < TOLERANCE * b.abs().max().getFloat();
    }

    /** Returns whether Linux says that the processor is AMD's and has AVX-512. */
    static boolean isSuited(Path processors) {
        try (Stream<String> lines = Files.lines(processors)) {
            String first = lines.takeWhile(line -> !line.isBlank()).collect(Collectors.joining("\n"));
            return first.contains("AuthenticAMD") && first.contains(" avx512f ");
        } catch (IOException | RuntimeException unknown) {
            return false;
        }
    }
}
