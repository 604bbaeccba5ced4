// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import java.io.Serializable;

/**
 * A trained model on its way between machines.
 *
 * @param name that of its file, which says what it was made from
 * @param content all of the file
 */
public record ModelFile(String name, byte[] content) implements Serializable {}
