// SPDX-License-Identifier: Apache-2.0
package koopman.autoencoder;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import koopman.data.Samples;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How well a surrogate stands in for its network, on samples that it was not fitted to.
 *
 * @param samples on which samples
 * @param accuracy share of them whose class the surrogate gives rightly, from 0 to 1
 * @param network share of them whose class the network gives rightly
 * @param agreement share of them to which both give the same class
 * @param fvu fraction of variance unexplained, the network's last states by the forecast
 * @param losses the losses as fractions of variance unexplained, in preprocessed states
 */
public record SurrogateReport(Samples samples, double accuracy, double network, double agreement, double fvu,
        LossReport losses) {

    /** Returns the figures as a table, a line each. */
    public Table table() {
        Map<String, String> figures = new LinkedHashMap<>();
        figures.put("surrogate right, %", percent(accuracy));
        figures.put("network right, %", percent(network));
        figures.put("both give the same class, %", percent(agreement));
        figures.put("variance of the last states unexplained (FVU)", number(fvu));
        figures.put("FVU of the reconstruction", number(losses.reconstruction()));
        figures.put("FVU of the journey of observables", number(losses.linear()));
        figures.put("FVU of the journey, decoded", number(losses.state()));
        figures.put("FVU of the distances (isometry)", number(losses.isometry()));
        return Table.create("surrogate on " + samples, StringColumn.create("figure", figures.keySet()),
                StringColumn.create("value", figures.values()));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f", 100 * share);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2g", value);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "surrogate right %.2f %%, network %.2f %%, agreement %.2f %%; %s; on %s",
                100 * accuracy, 100 * network, 100 * agreement, losses, samples);
    }
}
