package dev.footfall.ingest.accesslog;

public record ShownFact(String name, String value) {}
