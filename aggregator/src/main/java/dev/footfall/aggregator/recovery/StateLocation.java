package dev.footfall.aggregator.recovery;

import dev.footfall.aggregator.counting.StateId;
import java.nio.file.Path;
import java.util.Map;

/**
 * A state's place in Kafka and in the file system.
 *
 * @param directory the directory of its local stores and of the notes beside them
 * @param kafka the properties of Kafka's clients
 */
public record StateLocation(StateId state, Path directory, Map<String, String> kafka) {}
