// SPDX-License-Identifier: Apache-2.0
package koopman.unlearning;

import ai.djl.ndarray.NDManager;
import java.util.List;
import koopman.data.Samples;
import koopman.network.LayerStates;
import koopman.network.LayeredNetwork;

/** A network whose first and last states are its inputs. */
interface InputsAsStates extends LayeredNetwork {

    @Override
    default LayerStates states(Samples samples) {
        NDManager manager = NDManager.newBaseManager();
        return new LayerStates(samples, List.of(samples.inputs(manager), samples.inputs(manager)));
    }
}
