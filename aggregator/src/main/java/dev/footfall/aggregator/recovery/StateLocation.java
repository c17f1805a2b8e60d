package dev.footfall.aggregator.recovery;

import dev.footfall.aggregator.counting.StateId;
import java.nio.file.Path;
import java.util.Map;

public record StateLocation(StateId state, Path directory, Map<String, String> kafka) {}
