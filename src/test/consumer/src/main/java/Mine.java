// SPDX-License-Identifier: Apache-2.0
import ai.djl.Model;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import koopman.autoencoder.Surrogates;
import koopman.data.Splits;
import koopman.figure.Figures;
import koopman.network.DjlNetwork;
import koopman.network.DjlTraining;
import koopman.training.TrainingPlan;
import koopman.unlearning.OperatorEdit;

/** Explains a network that knows nothing of this library, trained on data that it has never seen. */
public class Mine {

    public static void main(String[] arguments) throws Exception {
        float[][] features = new float[6_000][2];
        int[] labels = new int[features.length];
        var random = new Random(0);
        for (int i = 0; i < labels.length; i++) { // points of a square; the farther out, the higher the label
            features[i] = new float[] {random.nextFloat() * 2 - 1, random.nextFloat() * 2 - 1};
            labels[i] = Math.min(2, (int) (2.5 * Math.hypot(features[i][0], features[i][1])));
        }
        List<String> classes = List.of("core", "ring", "rim");
        var layers = new SequentialBlock();
        for (int layer = 0; layer < 4; layer++) {
            layers.add(Linear.builder().setUnits(16).build()).add(Activation::relu);
        }
        Model mine = Model.newInstance("mine");
        mine.setBlock(layers.add(Linear.builder().setUnits(classes.size()).build()));

        var data = Splits.of("my data", classes, features, labels, 0.8, 0.1, 0);
        DjlTraining.fit(mine.getBlock(), new Shape(2), data.train(), TrainingPlan.momentum(60, 128, 1e-1), 0);
        var network = DjlNetwork.of(mine, new Shape(2), 1, 3, 5, 7);        // states after these children, head from the last
        try (var surrogates = Surrogates.of(network, data.train())) {
            var surrogate = surrogates.autoencoder(0);                      // settings that suit the sizes, seed 0
            System.out.println(surrogate.report(data.test()));
            System.out.println(surrogate.spectrum());
            System.out.println(OperatorEdit.forget(surrogate, data, 2).report(data.test()));
            Figures.film(surrogate, data.test()).save(Path.of("target/film.png"));
            surrogate.save(Path.of("target/surrogate.safetensors"));
        }
    }
}
