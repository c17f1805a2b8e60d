package dev.footfall.logs.accesslog;

public record ShownFact(String name, String value) {}
