package dev.footfall.bench;

import java.util.Locale;
import java.util.function.Consumer;

/** The benchmarks. */
public enum Bench {
    REPLAY("count a log from its start; beside bare consumers") {
        @Override
        public boolean run(BenchOptions options, Consumer<String> lines) {
            return ReplayBench.run(options, lines);
        }
    },

    REBUILD("'footfall rebuild' in a new process; beside DuckDB's recount of the same events as files") {
        @Override
        public boolean run(BenchOptions options, Consumer<String> lines) {
            return RebuildBench.run(options, lines);
        }
    },

    INGEST("take events by HTTP; beside a bare producer") {
        @Override
        public boolean run(BenchOptions options, Consumer<String> lines) {
            return IngestBench.run(options, lines);
        }
    },

    IMPORT("read an access log; beside counting its lines and a bare producer") {
        @Override
        public boolean run(BenchOptions options, Consumer<String> lines) {
            return ImportBench.run(options, lines);
        }
    },

    QUERY("ask the API, idle and while a log is counted; beside a constant answer") {
        @Override
        public boolean run(BenchOptions options, Consumer<String> lines) {
            return QueryBench.run(options, lines);
        }
    },

    ANALYTICS("ask for sums over all repositories and users, new and once more; beside a constant answer") {
        @Override
        public boolean run(BenchOptions options, Consumer<String> lines) {
            return AnalyticsBench.run(options, lines);
        }
    },

    FRESHNESS("from the 202 of an event until the API shows it; beside the commit interval") {
        @Override
        public boolean run(BenchOptions options, Consumer<String> lines) {
            return FreshnessBench.run(options, lines);
        }
    },

    START("from launch to ready, with and without a state; beside an empty one") {
        @Override
        public boolean run(BenchOptions options, Consumer<String> lines) {
            return StartBench.run(options, lines);
        }
    },

    WHATIF("count a log by other rules beside what answers, kill, compare, promote; beside answers without that") {
        @Override
        public boolean run(BenchOptions options, Consumer<String> lines) {
            return WhatIfBench.run(options, lines);
        }
    };

    private final String about;

    Bench(String about) {
        this.about = about;
    }

    /**
     * Measures.
     *
     * @param lines is given each result, a line of JSON
     * @return whether every number that the product counted was right
     * @throws IllegalStateException if it could not be measured; the message says why
     */
    public abstract boolean run(BenchOptions options, Consumer<String> lines);

    /** The subject of the measurement, in a few words. */
    public String about() {
        return about;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
