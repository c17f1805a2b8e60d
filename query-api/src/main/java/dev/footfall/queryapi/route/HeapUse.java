package dev.footfall.queryapi.route;

/** The heap of a process, in bytes: in use, with garbage, and its bound. */
public record HeapUse(long used, long max) {}
