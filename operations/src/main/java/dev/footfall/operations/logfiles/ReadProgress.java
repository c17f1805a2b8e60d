package dev.footfall.operations.logfiles;

@FunctionalInterface
public interface ReadProgress {
    void show(long done, long total, long records);
}
