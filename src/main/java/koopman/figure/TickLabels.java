// SPDX-License-Identifier: Apache-2.0
package koopman.figure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** How the numbers along an axis are written: all alike, with a zero before the point, and no more digits than they have. */
final class TickLabels {

    private static final MathContext SIX_DIGITS = new MathContext(6); // what is left beyond is rounding
    private static final double PLAIN_FROM = 1e-4;
    private static final double PLAIN_TO = 1e7;

    private TickLabels() {}

    static String of(double value) {
        double size = Math.abs(value);
        boolean plain = value == 0 || size >= PLAIN_FROM && size < PLAIN_TO;
        var format = new DecimalFormat(plain ? "#,##0.########" : "0.#####E0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        return format.format(value == 0 ? BigDecimal.ZERO : new BigDecimal(value).round(SIX_DIGITS));
    }
}
