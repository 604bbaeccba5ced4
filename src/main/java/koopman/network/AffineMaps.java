// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import koopman.representation.LinearAlgebra;

/** Linear layers as matrices in double precision, (inputs + 1, outputs), of which the last row is the shift. */
final class AffineMaps {

    private AffineMaps() {}

    static double[][] plain(Map<String, NDArray> arrays, String layer) {
        double[][] weight = LinearAlgebra.transposed(LinearAlgebra.toJava(arrays.get(layer + ".weight")));
        var map = new double[weight.length + 1][];
        System.arraycopy(weight, 0, map, 0, weight.length);
        map[weight.length] = row(arrays, layer + ".bias");
        return map;
    }

    /** Returns the layer with the batch norm that follows it, as at inference: (x − mean) / √(variance + ε) · scale + shift. */
    static double[][] normed(Map<String, NDArray> arrays, String layer, double epsilon) {
        double[][] map = plain(arrays, layer);
        double[] mean = row(arrays, layer + ".norm.mean");
        double[] variance = row(arrays, layer + ".norm.variance");
        double[] scale = row(arrays, layer + ".norm.scale");
        double[] shift = row(arrays, layer + ".norm.shift");
        int last = map.length - 1;
        for (int output = 0; output < mean.length; output++) {
            double factor = scale[output] / Math.sqrt(variance[output] + epsilon);
            map[last][output] -= mean[output];
            for (double[] row : map) {
                row[output] *= factor;
            }
            map[last][output] += shift[output];
        }
        return map;
    }

    private static double[] row(Map<String, NDArray> arrays, String name) {
        return LinearAlgebra.toJava(arrays.get(name).reshape(1, -1))[0];
    }
}
