// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import java.util.List;

/** The names that Jupyter has for looks with a meaning. */
final class Looks {

    /** Of bars and boxes. */
    static final List<String> MEANINGS = List.of("", "success", "info", "warning", "danger");

    /** Of buttons. */
    static final List<String> OF_BUTTONS = List.of("", "primary", "success", "info", "warning", "danger");

    private Looks() {}
}
