// SPDX-License-Identifier: Apache-2.0
package koopman.widget;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import koopman.jupyter.CellContext;

/**
 * Controls, and under them what a function makes of their values, anew after each change. When changes come faster
 * than the function runs, it is run for the latest only. Where no kernel runs, a page shows what the function made of
 * the first values.
 */
public final class Interact extends Container<Interact> {

    private final List<Control<?, ?>> controls;
    private final Output output;
    private final Supplier<?> function;
    private final ReentrantLock running = new ReentrantLock();
    private volatile boolean stale = true;

    private Interact(List<Control<?, ?>> controls, Supplier<?> function) {
        super("VBox", withOutput(controls));
        this.controls = controls;
        this.output = (Output) children().get(controls.size());
        this.function = function;
        for (Control<?, ?> control : controls) {
            control.onChange(value -> stale = true);
            control.afterChanges(this::refreshUnlessNewsWait);
        }
    }

    private static List<Widget<?>> withOutput(List<Control<?, ?>> controls) {
        List<Widget<?>> children = new ArrayList<>(controls);
        children.add(Output.empty());
        return children;
    }

    /** Returns a control, and under it what a function makes of its value. */
    public static <A> Interact of(Control<A, ?> control, Function<? super A, ?> function) {
        return new Interact(List.of(control), () -> function.apply(control.value()));
    }

    /** Returns two controls, and under them what a function makes of their values. */
    public static <A, B> Interact of(Control<A, ?> one, Control<B, ?> two, BiFunction<? super A, ? super B, ?> function) {
        return new Interact(List.of(one, two), () -> function.apply(one.value(), two.value()));
    }

    /** Returns three controls, and under them what a function makes of their values. */
    public static <A, B, C> Interact of(Control<A, ?> one, Control<B, ?> two, Control<C, ?> three,
            TriFunction<? super A, ? super B, ? super C, ?> function) {
        return new Interact(List.of(one, two, three), () -> function.apply(one.value(), two.value(), three.value()));
    }

    /** Returns a control, and under it what something prints and displays that is done with its value. */
    public static <A> Interact doing(Control<A, ?> control, Consumer<? super A> action) {
        return of(control, value -> {
            action.accept(value);
            return null;
        });
    }

    private void refreshUnlessNewsWait() {
        if (id() != null && stale && !newsWait()) {
            refresh();
        }
    }

    private boolean newsWait() {
        return CellContext.newsWait(controls.stream().map(Model::id).filter(each -> each != null).collect(Collectors.toSet()));
    }

    /** A change that comes meanwhile, from the function itself or another thread, is left to the run that is going on. */
    private void refresh() {
        while (stale && !running.isHeldByCurrentThread() && running.tryLock()) {
            try {
                stale = false;
                runFunction();
            } finally {
                running.unlock();
            }
        }
    }

    private void runFunction() {
        OutputArea area = output.area();
        area.begin();
        home().capture(() -> {
            Object value = function.get();
            if (value != null) {
                JsonObject shown = Kernels.output(value);
                CellContext.flush();
                area.add(shown);
            }
        }, area::add);
        area.show();
    }

    @Override
    void opened() {
        refresh();
    }

    @Override
    public String toString() {
        return controls.stream().map(String::valueOf).collect(Collectors.joining(", ", "Interact [", "]"));
    }
}
