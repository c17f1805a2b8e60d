package dev.footfall.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * The answers of a server to usual questions, while live downloads are sent to it.
 *
 * @param questions the latencies of the questions
 * @param fresh the milliseconds until a download was shown
 */
record MixedAnswers(QueryLatencies questions, Figures fresh) {
    private static final int MOST_TURNS = 1_000_000;
    private static final String FRESHNESS = "freshness";

    /** Asks and sends at once, on connections of their own. */
    static MixedAnswers measure(
            Load load, Catalog catalog, ProductProcess product, LiveDownloads downloads, BooleanSupplier goOn) {
        var isOver = new AtomicBoolean();
        CompletableFuture<Figures> fresh =
                CompletableFuture.supplyAsync(() -> downloads.measure(product, () -> !isOver.get()));
        QueryLatencies questions;
        try {
            questions = QueryLatencies.measure(load, catalog, product.queryPort(), MOST_TURNS, goOn);
        } finally {
            isOver.set(true);
        }
        return new MixedAnswers(questions, fresh.join());
    }

    /** All that was measured, by name. */
    List<String> all() {
        var all = new ArrayList<String>();
        questions.routes().forEach(all::add);
        all.add(FRESHNESS);
        return all;
    }

    /** The percentile of the milliseconds of one of them. */
    double percentile(String what, int percent) {
        return what.equals(FRESHNESS) ? fresh.percentile(percent) : questions.percentile(what, percent);
    }
}
