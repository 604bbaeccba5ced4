// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.concurrent.ConcurrentHashMap;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;

/** The open comms; any thread may open and close them while the channels' threads look them up. */
final class Comms extends CommManager {

    Comms() {
        targets = new ConcurrentHashMap<>();
        comms = new ConcurrentHashMap<>();
    }
}
