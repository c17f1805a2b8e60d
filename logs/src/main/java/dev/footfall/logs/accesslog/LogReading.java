package dev.footfall.logs.accesslog;

import java.util.Optional;

/** The way in which posted lines are read. {@code envelope}: where in JSON a line is; {@code isAgentless}: no request needs an agent. */
public record LogReading(LogSettings settings, Optional<LineEnvelope> envelope, boolean isAgentless) {}
