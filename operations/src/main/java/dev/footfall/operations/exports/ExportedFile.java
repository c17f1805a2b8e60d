package dev.footfall.operations.exports;

/** {@code file} is its path below the directory. */
public record ExportedFile(String file, long rows, long bytes, String sha256) {}
