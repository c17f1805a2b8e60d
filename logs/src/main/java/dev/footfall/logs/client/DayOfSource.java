package dev.footfall.logs.client;

import java.time.LocalDate;

/** A UTC day of the lines of one source, by their own times. */
record DayOfSource(String source, LocalDate day) {}
