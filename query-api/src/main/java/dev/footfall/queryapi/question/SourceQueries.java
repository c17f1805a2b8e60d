package dev.footfall.queryapi.question;

public final class SourceQueries {
    private SourceQueries() {}
}
