package koopman.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;
import java.util.List;
import java.util.Map;
import koopman.training.Objective;

/** The mean cross-entropy of a network's logits with the labels. */
record CrossEntropy(ResidualMlp network) implements Objective {

    private static final Loss LOSS = Loss.softmaxCrossEntropyLoss();

    @Override
    public List<String> names() {
        return List.of("cross-entropy");
    }

    @Override
    public NDList terms(Map<String, NDArray> parameters, NDList batch) {
        NDArray logits = network.pass(parameters, true).logits(batch.get(0));
        return new NDList(LOSS.evaluate(new NDList(batch.get(1)), new NDList(logits)));
    }
}
