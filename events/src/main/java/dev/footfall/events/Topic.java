package dev.footfall.events;

/**
 * A topic of one log.
 *
 * @param name the name with the log's prefix
 */
public record Topic(String name, TopicSpec spec) {}
