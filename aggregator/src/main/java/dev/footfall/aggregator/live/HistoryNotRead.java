package dev.footfall.aggregator.live;

public final class HistoryNotRead extends RuntimeException {
    private static final long serialVersionUID = 1;
}
