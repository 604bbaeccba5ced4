/**
 * The only training loop of the project: its plan, its schedule, its curve and its progress.
 *
 * <p><b>Native memory.</b> Tensors live outside the Java heap. One rule holds everywhere in the library:
 * intermediate results die with the {@link ai.djl.ndarray.NDScope} of the step that made them, and a result
 * goes to the manager of the argument. Models own a manager, and closing the model frees all they hold.
 *
 * <p><b>Threads.</b> PyTorch keeps "record gradients" as a flag of each thread; {@link koopman.training.Computation}
 * alone switches it. Several threads may train at once.
 */
package koopman.training;
