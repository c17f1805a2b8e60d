package dev.footfall.operations.logfiles;

/** A block of a file: its first byte, and its number in the order of the file. */
record BlockPlace(long start, int number) {}
