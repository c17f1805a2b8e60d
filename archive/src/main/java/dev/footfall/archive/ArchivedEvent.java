package dev.footfall.archive;

import dev.footfall.events.DownloadEvent;
import dev.footfall.operations.exports.LoggedEvent;
import java.util.Comparator;

/** {@code visitor}: 32 hexadecimal digits, also of a user. */
record ArchivedEvent(LoggedEvent logged, String repository, String visitor) {
    /** By repository, visitor, time and place in the log. */
    static final Comparator<ArchivedEvent> ORDER = Comparator.comparing(ArchivedEvent::repository)
            .thenComparing(row -> row.logged.event().visitor().authenticated())
            .thenComparing(ArchivedEvent::visitor)
            .thenComparing(row -> row.logged.event().time())
            .thenComparing(row -> row.logged.offset());

    DownloadEvent event() {
        return logged.event();
    }

    static ArchivedEvent of(LoggedEvent logged, ArchivedVisitors keys) {
        String repository = logged.event().repo().key();
        return new ArchivedEvent(logged, repository, keys.of(logged.event().visitor()));
    }
}
