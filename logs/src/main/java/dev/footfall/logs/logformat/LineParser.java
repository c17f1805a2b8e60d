package dev.footfall.logs.logformat;

/** In the file's order: what its header says holds for the lines after it. Used by one thread. */
public interface LineParser {
    ParsedLine parse(byte[] line);
}
