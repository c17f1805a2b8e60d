package dev.footfall.logs.accesslog;

/** Paths of as many segments: each is the one value that it has in all of them, or the number of its values, as "(12)". */
public record PathShape(String shape, long requests) {}
