// SPDX-License-Identifier: Apache-2.0
package koopman.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/** The SHA-256 digest of a block's parameters, by which a file tells whose it is. */
final class BlockDigest {

    private static final int DIGITS = 16;

    private BlockDigest() {}

    /** Returns the first 16 hexadecimal digits of the digest of all parameters' names, shapes and numbers, by name. */
    static String of(Block block) {
        MessageDigest digest = sha();
        var arrays = new TreeMap<String, NDArray>();
        for (Pair<String, Parameter> entry : block.getParameters()) {
            arrays.put(entry.getKey(), entry.getValue().getArray());
        }
        arrays.forEach((name, array) -> {
            digest.update((name + " " + array.getShape() + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(array.toByteArray());
        });
        return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    }

    private static MessageDigest sha() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
