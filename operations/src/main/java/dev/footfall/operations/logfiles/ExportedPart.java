package dev.footfall.operations.logfiles;

/** The records of an exported partition, from a block on. */
record ExportedPart(BlockPlace begin, long records) {
    ExportedPart and(ExportedPart other) {
        return new ExportedPart(begin, records + other.records);
    }
}
