// SPDX-License-Identifier: Apache-2.0
/**
 * The only training loop of the project: its plan, its schedule, its curve and its progress.
 *
 * <p><b>Native memory.</b> Tensors live outside the Java heap. One rule holds everywhere in the library:
 * intermediate results die with the {@link ai.djl.ndarray.NDScope} of the step that made them, and a result
 * goes to the manager of the argument. What owns memory, such as a network, states or a surrogate, is closeable, says so when
 * it is used after that, and is freed by the garbage collector where nobody closes it: {@link koopman.training.NativeMemory}.
 *
 * <p><b>Threads.</b> PyTorch keeps "record gradients" as a flag of each thread; {@link koopman.training.Computation}
 * alone switches it. Several threads may train at once.
 *
 * <pre>{@code
 * TrainingPlan plan = TrainingPlan.momentum(20, 128, 1e-2).with(Schedule.BY_EPOCH).withClipNorm(1);
 * ResidualMlp network = ResidualMlp.train(data.train(), 10, 2, plan, 0);
 * double[] loss = network.curve().loss();
 * }</pre>
 */
package koopman.training;
