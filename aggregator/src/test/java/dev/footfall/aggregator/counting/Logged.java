package dev.footfall.aggregator.counting;

import dev.footfall.events.DownloadEvent;

/**
 * An event in a log.
 *
 * @param event the event
 * @param logTimeMillis when it was appended
 */
public record Logged(DownloadEvent event, long logTimeMillis) {}
