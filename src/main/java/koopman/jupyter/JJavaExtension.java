// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import koopman.display.Displayable;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.Renderer;

/**
 * Shows {@link Displayable} values and images in JJava as in our own kernel, which needs nothing of the kind. JJava finds
 * it by {@code META-INF/services} in the jars on its class path.
 */
public final class JJavaExtension implements Extension {

    @Override
    public void install(BaseKernel kernel) {
        if (!(kernel instanceof JavaKernel)) {
            register(kernel.getRenderer());
        }
    }

    static void register(Renderer renderer) {
        renderer.createRegistration(Displayable.class).preferring("text/html", "image/png").register(
                (value, context) -> context.getOutputContainer().assign(Displays.of(value)));
        Images.register(renderer);
    }
}
