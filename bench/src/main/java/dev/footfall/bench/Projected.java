package dev.footfall.bench;

import dev.footfall.aggregator.projection.Classes;
import dev.footfall.aggregator.projection.Clients;
import dev.footfall.aggregator.projection.Hours;
import dev.footfall.aggregator.projection.Projections;
import dev.footfall.aggregator.projection.Sources;
import dev.footfall.aggregator.projection.Users;
import java.time.LocalDate;
import java.util.Locale;

/**
 * One value of a projection, in words: two are equal if both were counted alike.
 *
 * @param repository the repository's key
 * @param of the day, and the user; "" of all days
 * @param counts the counts
 */
record Projected(Kind kind, String repository, String of, String counts) {
    /** The kinds of values. */
    enum Kind {
        HOURS(Hours.NAME),
        CLIENTS(Clients.NAME),
        CLASSES(Classes.NAME),
        WAYS(Clients.NAME),
        SOURCES(Sources.NAME),
        USERS(Users.NAME);

        private final String projection;

        Kind(String projection) {
            this.projection = projection;
        }

        /** Downloads have their ways where classes alone are counted, too. */
        boolean isOf(Projections projections) {
            return projections.has(projection) || (this == WAYS && projections.has(Classes.NAME));
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The value of one repository's day. */
    static Projected ofDay(Kind kind, String repository, int epochDay, Object counts) {
        return new Projected(kind, repository, LocalDate.ofEpochDay(epochDay).toString(), counts.toString());
    }

    /** The value of one user's day of a repository. */
    static Projected ofUser(String repository, int epochDay, String user, Object counts) {
        return new Projected(Kind.USERS, repository, LocalDate.ofEpochDay(epochDay) + " " + user, counts.toString());
    }

    /** The value of a repository. */
    static Projected ofAllDays(Kind kind, String repository, Object counts) {
        return new Projected(kind, repository, "", counts.toString());
    }

    /** The value's place, in words. */
    String place() {
        return kind + " of " + repository + " " + of;
    }

    @Override
    public String toString() {
        return place() + ": " + counts;
    }
}
