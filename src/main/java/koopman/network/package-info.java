// SPDX-License-Identifier: Apache-2.0
/**
 * The network that is explained, of DJL, of ours, of your own or one that another program runs, and the states of its layers.
 * {@link koopman.network.LayeredNetwork} is all that the rest of the library knows of it.
 *
 * <pre>{@code
 * var block = new SequentialBlock().add(Linear.builder().setUnits(16).build()).add(Activation::relu)
 *         .add(Linear.builder().setUnits(16).build()).add(Activation::relu).add(Linear.builder().setUnits(3).build());
 * model.setBlock(block);
 * DjlTraining.fit(block, new Shape(2), data.train(), TrainingPlan.momentum(50, 64, 1e-1), 0);
 * var network = DjlNetwork.of(model, new Shape(2), 1, 3);   // states after children 1 and 3, head from there
 * double accuracy = network.accuracy(data.test());
 *
 * byte[] open = OnnxGraph.read(file).exposing("/fc1/Relu_output_0").bytes();   // any runtime gives this beside the answer
 * var kept = KeptStates.of("mine", "v1", part -> run(open, part));   // a sample's states are asked for once
 * var head = SoftmaxHead.fit(kept.of(data.train()), kept.of(data.validation()), 0);
 * var outside = OutsideNetwork.of(kept, head);   // a network like the others
 * }</pre>
 */
package koopman.network;
