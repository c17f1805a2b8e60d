package dev.footfall.events;

/** A topic of one log: its full name, which has the log's prefix, and its specification. */
public record Topic(String name, TopicSpec spec) {}
