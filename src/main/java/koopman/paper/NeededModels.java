// SPDX-License-Identifier: Apache-2.0
package koopman.paper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import koopman.autoencoder.AutoencoderSettings;
import koopman.autoencoder.LossWeights;
import koopman.data.WholeFile;
import koopman.training.Progress;
import koopman.training.Seeds;
import koopman.training.TrainingPlan;

/**
 * The models that experiments need, as a list of independent trainings, which machines can share out. A model is kept under a
 * name that says what it was made from; so whoever brings the models of all shards into one folder and runs the experiments on
 * it gets the figures of a single run, to the bit. What is never kept is trained there: plain networks, baselines, and what is
 * trained for its time.
 */
public final class NeededModels {

    private final Benchmark benchmark;
    private final Settings settings;
    private final Seeds seeds;
    private final Collection<NeededModel> models = new LinkedHashSet<>();

    private NeededModels(Benchmark benchmark, Settings settings, Seeds seeds) {
        this.benchmark = benchmark;
        this.settings = settings;
        this.seeds = seeds;
    }

    /** Returns what the experiments need, each model once, in an order that is always the same: networks before autoencoders. */
    static List<NeededModel> of(Benchmark benchmark, Settings settings, Seeds seeds, Set<Experiment> experiments) {
        var needed = new NeededModels(benchmark, settings, seeds);
        Stream.of(Experiment.values()).filter(experiments::contains).forEach(needed::add);
        return Stream.of(NeededModel::isNetwork, Predicate.not(NeededModel::isNetwork))
                .flatMap(kind -> needed.models.stream().filter(kind)).toList();
    }

    /**
     * Trains a shard's models into a folder, those that are not there yet, and returns how many the shard has.
     *
     * @param settings those of the benchmark, perhaps with details as published
     */
    public static int train(Benchmark benchmark, Settings settings, Seeds seeds, Set<Experiment> experiments, Shard shard,
            Path folder) {
        List<NeededModel> own = shard.of(of(benchmark, settings, seeds, experiments));
        withModels(own, benchmark, folder, (model, models) -> model.train(models));
        return own.size();
    }

    /**
     * Has other machines train what the experiments need, and brings it into a folder, each model as soon as it is trained: so a
     * run that was stopped has lost no more than the trainings under way. Models that are there stay, and fits that were stopped
     * go on.
     *
     * @param settings those of the benchmark, perhaps with details as published
     * @throws IOException if a model cannot be trained or kept; those that arrived before are kept
     */
    public static void train(Benchmark benchmark, Settings settings, Seeds seeds, Set<Experiment> experiments, Machines machines,
            Path folder) throws IOException {
        List<NeededModel> all = of(benchmark, settings, seeds, experiments);
        sendOut("networks", all.stream().filter(NeededModel::isNetwork).toList(), benchmark, machines, folder);
        sendOut("autoencoders", all.stream().filter(Predicate.not(NeededModel::isNetwork)).toList(), benchmark, machines, folder);
    }

    private static void sendOut(String kind, List<NeededModel> needed, Benchmark benchmark, Machines machines, Path folder)
            throws IOException {
        var tasks = new ArrayList<ModelTask>();
        var begun = new LinkedHashSet<Path>();
        withModels(needed, benchmark, folder, (model, models) -> {
            if (!model.isKept(models)) {
                List<Path> own = model.begun(models);
                begun.addAll(own);
                tasks.add(new ModelTask(benchmark, model, own.stream().map(file -> file.getFileName().toString()).toList()));
            }
        });
        if (tasks.isEmpty()) {
            return;
        }
        var files = new LinkedHashMap<String, byte[]>();
        for (Path file : begun) {
            files.put(file.getFileName().toString(), Files.readAllBytes(file));
        }
        var progress = Progress.of(kind + " on other machines", tasks.size());
        var done = new AtomicInteger();
        machines.run(tasks, files, trained -> {
            new WholeFile(folder.resolve(trained.name())).write(out -> out.write(trained.content()));
            progress.done(done.incrementAndGet(), trained.name());
        });
    }

    /** Visits the models; those of one network share what is prepared for it. */
    private static void withModels(List<NeededModel> needed, Benchmark benchmark, Path folder,
            BiConsumer<NeededModel, KeptModels> visit) {
        needed.stream().collect(Collectors.groupingBy(NeededModel::network, LinkedHashMap::new, Collectors.toList())).values()
                .forEach(together -> {
                    try (KeptModels models = together.get(0).unmade(benchmark, folder)) {
                        together.forEach(model -> visit.accept(model, models));
                    }
                });
    }

    private void add(Experiment experiment) {
        Settings better = settings.withOwnNetwork();
        switch (experiment) {
            case NETWORK -> {
                networks(settings);
                networks(better);
            }
            case BASELINES, RANKS -> network(settings, seeds.first());
            case KAE -> {
                theirs();
                own();
            }
            case REDRAWN -> redrawn();
            case PATH -> TermRun.choices(settings).values().forEach(shape -> fits(better, shape, settings.ownFit()));
            case FORMS -> FormRun.choices(settings).values().forEach(form -> fits(better, form.settings(), form.plan()));
            case NEAREST -> {
                network(better, seeds.first());
                Settings near = settings.nearest();
                autoencoders(near, near.ownAutoencoder(), near.ownFit());
            }
            case TOPOLOGY -> theirs();
            case SHAPE -> shape(better);
            case ISOMETRY -> {
                Settings how = settings.withBlocks(settings.studies().isometryBlocks());
                settings.studies().isometryWeights().forEach(weight ->
                        fits(how, settings.autoencoder().with(LossWeights.isometry(weight)), settings.fit()));
            }
            case UNLEARNING -> {
                theirs();
                own();
                retrained();
            }
        }
    }

    private void network(Settings of, long seed) {
        models.add(new NeededModel(of, seeds.first(), seed, -1, null));
    }

    private void networks(Settings of) {
        seeds.list().forEach(seed -> network(of, seed));
    }

    /** All autoencoders are of the first seed's network. */
    private void fits(Settings of, AutoencoderSettings shape, TrainingPlan plan) {
        network(of, seeds.first());
        autoencoders(of, shape, plan);
    }

    private void autoencoders(Settings of, AutoencoderSettings shape, TrainingPlan plan) {
        seeds.list().forEach(seed -> models.add(new NeededModel(of, seeds.first(), seeds.first(), -1,
                new NeededModel.Fit(shape, plan, seed))));
    }

    private void theirs() {
        fits(settings, settings.autoencoder(), settings.fit());
    }

    private void own() {
        fits(settings, settings.ownAutoencoder(), settings.ownFit());
    }

    private void redrawn() {
        if (benchmark.isDrawn()) {
            for (long seed : seeds.list()) {
                models.add(new NeededModel(settings, seed, seed, -1, null));
                models.add(new NeededModel(settings, seed, seed, -1,
                        new NeededModel.Fit(settings.autoencoder(), settings.fit(), seed)));
                models.add(new NeededModel(settings, seed, seed, -1,
                        new NeededModel.Fit(settings.ownAutoencoder(), settings.ownFit(), seed)));
            }
        }
    }

    private void shape(Settings better) {
        ShapeNetworks.kinds(benchmark, better).forEach(this::networks);
        if (benchmark.betti().length > 0) {
            fits(better, settings.ownAutoencoder(), settings.ownFit());
        }
    }

    private void retrained() {
        int classes = benchmark.splits(seeds.first(), settings.sampling()).test().classes().size();
        var references = new Seeds(seeds.first() + 1, JudgedForgetting.REFERENCES);
        IntStream.range(0, classes).forEach(label -> references.list().forEach(seed ->
                models.add(new NeededModel(settings, seeds.first(), seed, label, null))));
    }
}
