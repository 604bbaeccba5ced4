package koopman;

import java.util.List;
import java.util.concurrent.Callable;
import koopman.data.ImageFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code koopman data}: finds or downloads the files of a data set. */
@Command(name = "data", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Finds the files of a data set, or downloads those that are missing, checks them and prints their "
                + "folder.", ""},
        footer = {"", "They are looked for in the folder that KOOPMAN_DATA names (there, or in its folder of the set's "
                + "name), then in the cache (KOOPMAN_CACHE, else ~/.cache/koopman), to which they are downloaded."})
final class DataCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "DATA", description = "the data set: mnist or fashion-mnist")
    String data;

    @Override
    public Integer call() {
        ImageFiles files = List.of(ImageFiles.MNIST, ImageFiles.FASHION_MNIST).stream()
                .filter(each -> each.name().equalsIgnoreCase(data)).findFirst()
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "DATA (" + data
                        + ") must be mnist or fashion-mnist"));
        System.out.println(files.splits());
        System.out.println(files.folder());
        return 0;
    }
}
