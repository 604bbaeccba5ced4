package koopman.jupyter;

import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.Renderer;

/**
 * Shows our figures, and the charts, tables and arrays of the libraries beside them, in JJava as in our own kernel.
 * JJava finds it by {@code META-INF/services} in the jars on its class path.
 */
public final class JJavaExtension implements Extension {

    @Override
    public void install(BaseKernel kernel) {
        register(kernel.getRenderer());
    }

    static void register(Renderer renderer) {
        renderer.createRegistration(Displayable.class).preferring("text/html", "image/png").register(
                (value, context) -> context.getOutputContainer().assign(Displays.of(value)));
        Charts.register(renderer);
        Tables.register(renderer);
        Tables.registerColumns(renderer);
        Tensors.register(renderer);
        Images.register(renderer);
    }
}
