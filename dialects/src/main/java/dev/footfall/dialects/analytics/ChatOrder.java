package dev.footfall.dialects.analytics;

import java.util.Comparator;
import java.util.Locale;

/** Those that are equal in it stand by their last file, the newest first. */
public record ChatOrder(ChatKey key, boolean isAscending) {
    private static final Comparator<NamedSession> NEWEST_FIRST = Comparator.comparing(
                    (NamedSession own) -> own.session().last())
            .thenComparing(own -> own.session().first())
            .reversed()
            .thenComparing(own -> own.session().visitor().value());

    public enum ChatKey {
        UPDATED_AT,
        TITLE,
        /** Visitors without one come last either way. */
        USER_NAME;

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
