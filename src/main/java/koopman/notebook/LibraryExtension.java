// SPDX-License-Identifier: Apache-2.0
package koopman.notebook;

import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import koopman.jupyter.KernelExtension;
import koopman.training.NativeEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/** What this library brings to a notebook: imports, how charts, tables and arrays are shown, and settings of the process. */
public final class LibraryExtension implements KernelExtension {

    private static final List<String> PACKAGES = List.of("data", "network", "training", "figure", "representation",
            "autoencoder", "unlearning", "measure", "topology", "system");

    @Override
    public void install(BaseKernel kernel) {
        KernelExtension.whenShown(kernel, "org.knowm.xchart.internal.chartpart.Chart", each -> Charts.register(each));
        KernelExtension.whenShown(kernel, "tech.tablesaw.table.Relation", each -> Tables.register(each));
        KernelExtension.whenShown(kernel, "tech.tablesaw.columns.Column", each -> Tables.registerColumns(each));
        KernelExtension.whenShown(kernel, "ai.djl.ndarray.NDArray", each -> Tensors.register(each));
    }

    @Override
    public List<String> imports() {
        return PACKAGES.stream().map(each -> "koopman." + each + ".*").toList();
    }

    @Override
    public Map<String, String> environment() {
        return NativeEnvironment.VARIABLES;
    }

    @Override
    public List<String> jvmOptions() {
        return List.of("-Dai.djl.offline=true", "-Dslf4j.internal.verbosity=ERROR");
    }

    /** The jar carries its own sources. */
    @Override
    public List<URL> sources() {
        return Stream.ofNullable(LibraryExtension.class.getResource("/META-INF/sources/")).toList();
    }
}
