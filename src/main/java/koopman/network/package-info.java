/**
 * The network that is explained, of DJL, of ours or of your own, and the states of its layers.
 * {@link koopman.network.LayeredNetwork} is all that the rest of the library knows of it.
 *
 * <pre>{@code
 * var block = new SequentialBlock().add(Linear.builder().setUnits(16).build()).add(Activation::relu)
 *         .add(Linear.builder().setUnits(16).build()).add(Activation::relu).add(Linear.builder().setUnits(3).build());
 * model.setBlock(block);
 * DjlTraining.fit(block, new Shape(2), data.train(), TrainingPlan.momentum(50, 64, 1e-1), 0);
 * var network = DjlNetwork.of(model, new Shape(2), 1, 3);   // states after children 1 and 3, head from there
 * double accuracy = network.accuracy(data.test());
 * }</pre>
 */
package koopman.network;
