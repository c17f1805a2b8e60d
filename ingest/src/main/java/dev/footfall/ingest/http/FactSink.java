package dev.footfall.ingest.http;

import dev.footfall.ingest.publish.Delivery;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The destination of facts of one kind.
 *
 * @param publish hands them to the log
 * @param counters count them
 */
record FactSink<T>(Function<List<T>, CompletableFuture<Delivery>> publish, EventCounters counters) {}
