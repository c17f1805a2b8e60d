package dev.footfall.queryapi.http;

import java.util.Optional;

/**
 * A name that a route does not read.
 *
 * @param kind "parameter" or "field"
 * @param allowed the names that it reads, for a sentence
 * @param nearest the one that was probably meant
 */
record UnknownName(String name, String kind, String allowed, Optional<String> nearest) {}
