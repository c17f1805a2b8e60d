package dev.footfall.events;

public record Topic(String name, TopicSpec spec) {}
