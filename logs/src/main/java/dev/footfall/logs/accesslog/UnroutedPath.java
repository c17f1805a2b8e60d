package dev.footfall.logs.accesslog;

/** {@code proposal} is "" if there is none. */
public record UnroutedPath(String path, long requests, String proposal) {}
