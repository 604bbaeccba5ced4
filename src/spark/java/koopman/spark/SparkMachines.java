// SPDX-License-Identifier: Apache-2.0
package koopman.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import koopman.paper.Machines;
import koopman.paper.ModelFile;
import koopman.paper.ModelTask;
import koopman.training.NativeEnvironment;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Function1;
import scala.collection.Iterator;
import scala.reflect.ClassTag;
import scala.runtime.BoxedUnit;

/**
 * The cluster of Apache Spark that the command was submitted to. A task that fails is tried again, three times unless the
 * cluster's settings say otherwise, and one whose worker is lost runs on another.
 */
public final class SparkMachines implements Machines {

    private final JavaSparkContext cluster = new JavaSparkContext(configured());

    private static SparkConf configured() {
        SparkConf settings = new SparkConf().setAppName("koopman")
                .setIfMissing("spark.driver.maxResultSize", "0"); // models are written as they come, and never held together
        NativeEnvironment.VARIABLES.forEach((name, value) -> settings.setIfMissing("spark.executorEnv." + name, value));
        return settings;
    }

    @Override
    public void run(List<ModelTask> tasks, Map<String, byte[]> files, Receiver receiver) throws IOException {
        try {
            Broadcast<Map<String, byte[]>> begun = cluster.broadcast(files);
            JavaRDD<ModelFile> trained = cluster.parallelize(tasks, tasks.size()).map(task -> task.run(begun.value()));
            cluster.sc().runJob(trained.rdd(), (Function1<Iterator<ModelFile>, ModelFile> & Serializable) Iterator::next,
                    (task, model) -> take(receiver, model), ClassTag.apply(ModelFile.class));
            begun.destroy();
        } catch (Exception failed) { // Scala's methods throw checked ones without declaring them
            throw new IOException("not all models could be trained and kept (" + reason(failed) + "); those that were are there still",
                    failed);
        }
    }

    private static BoxedUnit take(Receiver receiver, ModelFile model) {
        try {
            receiver.take(model);
            return BoxedUnit.UNIT;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed.getMessage(), failed);
        }
    }

    /** Spark's messages go on with the places in the code, and those of what a receiver threw say nothing. */
    private static String reason(Exception failed) {
        Throwable told = failed.getCause() instanceof UncheckedIOException own ? own : failed;
        return String.valueOf(told.getMessage()).lines().findFirst().orElse("no reason given");
    }

    @Override
    public void close() {
        cluster.close();
    }
}
