package koopman.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.Map;

/** What a training minimises: the sum of one or more named terms. */
public interface Objective {

    /** Returns the names of the terms, in the order in which {@link #terms} gives them. */
    List<String> names();

    /**
     * Returns the terms for one batch, one scalar each.
     *
     * @param parameters the learned arrays by name
     * @param batch the rows of each training array that belong to the batch
     */
    NDList terms(Map<String, NDArray> parameters, NDList batch);

    /**
     * Returns the arrays beside the parameters that the terms change, such as the running moments of batch norms. They are
     * kept and given back together with the parameters.
     */
    default NDList buffers() {
        return new NDList();
    }

    /**
     * Is told of each step of the optimiser, and may then move the learned arrays in place, such as back into bounds or by a
     * proximal step; gradients are not recorded. Does nothing unless an objective says so.
     *
     * @param rate η, the rate of that step
     */
    default void afterStep(Parameters parameters, double rate) {}

    /** Returns whether the terms have the noise that the plan asks for; a plan with noise is refused where they have not. */
    default boolean hasNoise() {
        return false;
    }

    /** Is told of the end of each epoch that this run does; gradients are not recorded. Does nothing unless an objective says so. */
    default void afterEpoch(Parameters parameters) {}
}
