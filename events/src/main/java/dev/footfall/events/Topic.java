package dev.footfall.events;

/** A topic of one log; its name begins with the log's prefix. */
public record Topic(String name, TopicSpec spec) {}
