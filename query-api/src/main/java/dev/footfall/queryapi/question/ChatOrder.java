package dev.footfall.queryapi.question;

import java.util.Comparator;
import java.util.Locale;

/**
 * An order of downloads. Those that are equal in it stand by their last file, the newest first.
 *
 * @param key the number or text by which they are ordered
 * @param isAscending true if the least is the first
 */
public record ChatOrder(Key key, boolean isAscending) {
    private static final Comparator<NamedSession> NEWEST_FIRST = Comparator.comparing(
                    (NamedSession own) -> own.session().last())
            .thenComparing(own -> own.session().first())
            .reversed()
            .thenComparing(own -> own.session().visitor().value());

    /** The number or text by which downloads are ordered. */
    public enum Key {
        /** The time of the last file. */
        UPDATED_AT,
        /** The client. */
        TITLE,
        /** The user's name; visitors without one come last either way. */
        USER_NAME;

        /** The name in requests. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Comparator<NamedSession> comparator() {
        Comparator<NamedSession> named = Comparator.comparing(own -> own.user().isEmpty());
        return switch (key) {
            case UPDATED_AT ->
                directed(Comparator.comparing(own -> own.session().last()));
            case TITLE ->
                directed(Comparator.comparing(own -> own.session().client().label()));
            case USER_NAME -> named.thenComparing(directed(Comparator.comparing(NamedSession::user)));
        };
    }

    private Comparator<NamedSession> directed(Comparator<NamedSession> ascending) {
        return (isAscending ? ascending : ascending.reversed()).thenComparing(NEWEST_FIRST);
    }
}
