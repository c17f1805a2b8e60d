package dev.footfall.archive;

@FunctionalInterface
interface ColumnValue {
    void write(ArchivedEvent row, ColumnOutput out);
}
