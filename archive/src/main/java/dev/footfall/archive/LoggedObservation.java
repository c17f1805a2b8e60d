package dev.footfall.archive;

import dev.footfall.events.Observation;

/** {@code logMillis}: when it entered the log, by which lateness is decided. */
record LoggedObservation(long offset, long logMillis, Observation event) {}
