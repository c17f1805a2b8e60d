package dev.footfall.aggregator.counting;

@FunctionalInterface
public interface HourVisitor {
    void hour(int hour, long files, long downloads, long bytes);
}
