// SPDX-License-Identifier: Apache-2.0
/**
 * The Java kernel for Jupyter. {@link koopman.jupyter.KernelProcess} is the process that Jupyter starts,
 * {@link koopman.jupyter.KernelSpec} tells Jupyter how, and {@link koopman.jupyter.Notebook} is what cells call.
 *
 * <p>Cells are evaluated by JShell in the same JVM, all on the thread of the shell channel: it runs the user's code
 * and nothing else may be interrupted. Sockets belong to threads of their own. A class of a cell that only runs an
 * expression or a statement is hidden and goes with its cell; each loop of a cell looks whether it is to stop.
 *
 * <p>Protocol, messages, renderers and the registry of magics come from {@code org.dflib.jjava:jjava-jupyter}, the
 * maintained base of the IJava family. Values that want to be shown well implement
 * {@link koopman.display.Displayable}; nothing of this project's other packages is known here. A library brings its
 * imports, renderers and settings by a {@link koopman.jupyter.KernelExtension}, and tests what its users see in a
 * {@link koopman.jupyter.TestNotebook}.
 */
package koopman.jupyter;
