// SPDX-License-Identifier: Apache-2.0
/**
 * Widgets of a notebook: sliders, buttons, lists and fields whose values the program and the page hold in common, by
 * Jupyter's widget protocol. Clients have them where Jupyter's widgets are installed; others show a line of text, or
 * for {@link koopman.widget.Interact} the function's first value.
 *
 * <pre>{@code
 * var step = IntSlider.of("step", 0, 100).value(10).layout("width", "60%");
 * step.onChange(value -> System.out.println("now " + value));
 * var reset = Button.of("Reset").onClick(() -> step.value(0));
 * var squares = Interact.of(step, value -> "the square of " + value + " is " + value * value);
 * VBox page = VBox.of(squares, reset);   // shown as the value of a cell
 * }</pre>
 *
 * <p>Handlers run on the thread of the cells, after the running cell: a cell that waits for an event waits for ever. What
 * a handler prints, and how it fails, is shown under the cell that shows its widget; for the function of an Interact,
 * and within {@link koopman.widget.Output#run}, in the widget itself. An interrupt stops a handler as it stops a cell.
 *
 * <p>A value that a client sends is checked: a number beyond the bounds becomes the nearest one, what is no value at all
 * is refused, and in both cases the client is told. All other clients of the kernel are told of each change.
 */
package koopman.widget;
