package dev.footfall.logs.accesslog;

public record UnroutedPath(String path, long requests) {}
