package dev.footfall.aggregator.counting.projections;

@FunctionalInterface
public interface HourVisitor {
    void hour(int hour, long files, long downloads, long bytes);
}
