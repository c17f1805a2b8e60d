package dev.footfall.operations.robots;

import dev.footfall.aggregator.session.UtcDay;
import dev.footfall.events.EventTime;
import dev.footfall.events.Observation;
import dev.footfall.rules.CountingRules;
import java.time.Instant;
import java.time.LocalDate;

/** A visitor-day of {@code from} to {@code to}, both inclusive, is found if it has more than either number. */
public record RobotSearch(CountingRules rules, int repositories, int sessions, LocalDate from, LocalDate to) {
    public RobotSearch {
        if (from.isAfter(to)) throw new IllegalArgumentException("the first day " + from + " is after the last " + to);
    }

    boolean has(Observation event) {
        int day = UtcDay.epochDay(event);
        return from.toEpochDay() <= day && day <= to.toEpochDay();
    }

    boolean isOver(int ofRepositories, int ofSessions) {
        return ofRepositories > repositories || ofSessions > sessions;
    }

    /** No event of the first day entered the log before: none may be further ahead. */
    Instant firstLogTime() {
        long firstMillis = Math.max(0, from.toEpochDay()) * UtcDay.MILLIS;
        return Instant.ofEpochMilli(Math.max(0, firstMillis - EventTime.MAX_AHEAD_MILLIS));
    }
}
