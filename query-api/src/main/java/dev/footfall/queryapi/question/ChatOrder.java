package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.RepositorySession;
import java.util.Comparator;
import java.util.Locale;

/**
 * An order of downloads. Those that are equal in it stand by their last file, the newest first.
 *
 * @param key the number or text by which they are ordered
 * @param isAscending true if the least is the first
 */
public record ChatOrder(Key key, boolean isAscending) {
    private static final Comparator<RepositorySession> NEWEST_FIRST = Comparator.comparing(RepositorySession::last)
            .thenComparing(RepositorySession::first)
            .reversed()
            .thenComparing(session -> session.visitor().value());

    /** The number or text by which downloads are ordered. */
    public enum Key {
        /** The time of the last file. */
        UPDATED_AT,
        /** The client. */
        TITLE,
        /** The user; anonymous visitors come last either way. */
        USER_NAME;

        /** The name in requests. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Comparator<RepositorySession> comparator() {
        Comparator<RepositorySession> named =
                Comparator.comparing(session -> !session.visitor().authenticated());
        return switch (key) {
            case UPDATED_AT -> directed(Comparator.comparing(RepositorySession::last));
            case TITLE ->
                directed(Comparator.comparing(session -> session.client().label()));
            case USER_NAME -> named.thenComparing(directed(Comparator.comparing(session -> userOf(session))));
        };
    }

    private Comparator<RepositorySession> directed(Comparator<RepositorySession> ascending) {
        return (isAscending ? ascending : ascending.reversed()).thenComparing(NEWEST_FIRST);
    }

    private static String userOf(RepositorySession session) {
        return session.visitor().authenticated() ? session.visitor().value() : "";
    }
}
