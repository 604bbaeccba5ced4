// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/** The signals of the system: SIGINT, which a console sends for Ctrl-C, interrupts the cell instead of ending all. */
final class Signals {

    private Signals() {}

    /** Has SIGINT do this, where the virtual machine lets signals be handled. */
    static void onInterrupt(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ours = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, running(action));
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("INT"), ours);
        } catch (ReflectiveOperationException | LinkageError unavailable) {
            KernelLog.report("Ctrl-C ends the kernel here: " + unavailable);
        }
    }

    private static InvocationHandler running(Runnable action) {
        return (proxy, method, arguments) -> {
            if (method.getName().equals("handle")) {
                action.run();
                return null;
            }
            return method.getName().equals("equals") ? (Object) (proxy == arguments[0]) : method.getName().hashCode();
        };
    }
}
