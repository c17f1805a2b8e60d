package dev.footfall.bench;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.rules.ProjectionNames;
import java.time.LocalDate;
import java.util.Locale;
import java.util.StringJoiner;

/** One value of a projection as text. */
record Projected(Kind kind, String repository, String of, String counts) {
    enum Kind {
        HOURS(ProjectionNames.HOURS),
        CLIENTS(ProjectionNames.CLIENTS),
        CLASSES(ProjectionNames.CLASSES),
        WAYS(ProjectionNames.CLIENTS),
        SOURCES(ProjectionNames.SOURCES),
        USERS(ProjectionNames.USERS);

        private final String projection;

        Kind(String projection) {
            this.projection = projection;
        }

        /** Classes record the ways of downloads, too. */
        boolean isOf(Projections projections) {
            return projections.has(projection) || (this == WAYS && projections.has(ProjectionNames.CLASSES));
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Projected ofDay(Kind kind, String repository, int epochDay, Object counts) {
        return new Projected(kind, repository, LocalDate.ofEpochDay(epochDay).toString(), counts.toString());
    }

    static Projected ofUser(String repository, int epochDay, String user, Object counts) {
        return new Projected(Kind.USERS, repository, LocalDate.ofEpochDay(epochDay) + " " + user, counts.toString());
    }

    static Projected ofAllDays(Kind kind, String repository, Object counts) {
        return new Projected(kind, repository, "", counts.toString());
    }

    String line() {
        return String.join("\t", kind.name(), repository, of, counts);
    }

    static Projected ofLine(String line) {
        String[] words = line.split("\t", -1);
        return new Projected(Kind.valueOf(words[0]), words[1], words[2], words[3]);
    }

    String place() {
        return kind + " of " + repository + " " + of;
    }

    @Override
    public String toString() {
        return place() + ": " + counts;
    }

    /** Files, downloads and bytes by hour of a day; the text names the hours that have any. */
    static final class HourSums {
        private static final int HOURS = 24;
        private static final int MILLIS_PER_HOUR = 3_600_000;

        private final long[] files = new long[HOURS];
        private final long[] downloads = new long[HOURS];
        private final long[] bytes = new long[HOURS];

        HourSums add(int hour, long moreFiles, long moreDownloads, long moreBytes) {
            files[hour] += moreFiles;
            downloads[hour] += moreDownloads;
            bytes[hour] += moreBytes;
            return this;
        }

        /** Adds a file; a download belongs to the hour of its first file. */
        void add(LoadEvent file, boolean begins) {
            int hour = (int) (file.timeMillis() / MILLIS_PER_HOUR % HOURS);
            add(hour, 1, begins ? 1 : 0, file.bytes());
        }

        boolean isEmpty() {
            return toString().isEmpty();
        }

        @Override
        public String toString() {
            var text = new StringJoiner(" ");
            for (int hour = 0; hour < HOURS; hour++) {
                if (files[hour] + downloads[hour] + bytes[hour] == 0) continue;
                text.add(hour + ":" + files[hour] + "/" + downloads[hour] + "/" + bytes[hour]);
            }
            return text.toString();
        }
    }
}
