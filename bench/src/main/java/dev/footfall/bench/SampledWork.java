package dev.footfall.bench;

import dev.footfall.bench.flame.FlameGraph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Work of the product, each in a process of its own whose stacks are sampled from its start to its end. */
public enum SampledWork {
    /** Counting of a log from its start. */
    REPLAY {
        @Override
        void run(Load load, Catalog catalog, BenchCluster cluster, Sampling sampling) {
            new LoadPublisher(load, catalog, note -> {}).publish(cluster.configs());
            try (Child child = Child.startSampled(cluster.settings(), sampling, "replay")) {
                child.ask(cluster.file("rows") + "\t" + cluster.file("projected"));
            }
        }
    },

    /** Reading of an access log. */
    IMPORT {
        @Override
        void run(Load load, Catalog catalog, BenchCluster cluster, Sampling sampling) throws IOException {
            Path log = cluster.file("access.log");
            AccessLines.write(load, catalog, log);
            try (Child child = Child.startSampled(cluster.settings(), sampling, "import", log.toString())) {
                child.answer();
            }
        }
    },

    /** Intake of events by HTTP, a thousand in each request. */
    INGEST {
        @Override
        void run(Load load, Catalog catalog, BenchCluster cluster, Sampling sampling) {
            var corpus = new Corpus(load, catalog);
            try (Child child = Child.startSampled(cluster.settings(), sampling, "ingest")) {
                var posts = new PostLoad(child.answer().path("port").asInt());
                posts.send(corpus.requests(BATCH_EVENTS), load.events(), CONNECTIONS);
            }
        }
    };

    private static final int BATCH_EVENTS = 1_000;
    private static final int CONNECTIONS = 4;
    private static final long DEFAULT_EVENTS = 2_000_000;

    abstract void run(Load load, Catalog catalog, BenchCluster cluster, Sampling sampling) throws IOException;

    /**
     * Does the work, and draws where its processor time went.
     *
     * @param file of the picture; directories are made
     */
    public void draw(BenchOptions options, Path file) {
        Load load = options.load(options.oneSizeOr(DEFAULT_EVENTS));
        var catalog = new Catalog(load.repositories(), options.partitions());
        try (BenchDirectory directory = BenchDirectory.in(options.directory());
                BenchCluster cluster = BenchCluster.open(options)) {
            Sampling sampling = Sampling.in(directory);
            run(load, catalog, cluster, sampling);
            String title = String.format(Locale.ROOT, "%s of %,d events in a new JVM", this, load.events());
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) Files.createDirectories(parent);
            Files.writeString(file, FlameGraph.svg(sampling.folded(), title));
            options.notes().accept("drawn in " + file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
