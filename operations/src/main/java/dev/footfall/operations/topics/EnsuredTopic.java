package dev.footfall.operations.topics;

public record EnsuredTopic(String topic, int partitions, int replicas, boolean isCreated) {}
