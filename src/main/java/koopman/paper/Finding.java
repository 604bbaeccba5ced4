// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import java.util.List;
import koopman.measure.Spread;

/**
 * A measured figure beside the published one.
 *
 * @param experiment which experiment it belongs to, such as "kae"
 * @param name what was measured, with its unit
 * @param dataSet on which samples
 * @param seeds with which seeds
 * @param measured the figure for each seed
 * @param published what the paper says, or an empty text
 */
public record Finding(String experiment, String name, String dataSet, List<Long> seeds, Spread measured,
        String published) {

    public Finding {
        seeds = List.copyOf(seeds);
        if (seeds.size() != measured.values().size()) {
            throw new IllegalArgumentException("seeds (" + seeds.size() + ") must be as many as the measured values ("
                    + measured.values().size() + ")");
        }
    }
}
