package dev.footfall.aggregator.session;

import dev.footfall.events.Observation;
import java.util.function.ToLongFunction;

/**
 * The names that a session has of its first file, as one number ≥ 0. Of several first files of one millisecond and
 * kind the smallest is the session's.
 */
public record HeadName(boolean hasRevision, boolean hasCountry) implements ToLongFunction<Observation> {
    public static final HeadName UNTOLD = new HeadName(false, false);

    private static final int COUNTRY_BITS = 16;
    private static final int COUNTRY_MASK = (1 << COUNTRY_BITS) - 1;

    @Override
    public long applyAsLong(Observation event) {
        long revision = hasRevision ? event.revisionHash() << COUNTRY_BITS : 0;
        return hasCountry ? revision | event.countryNumber() : revision;
    }

    public static long revision(long name) {
        return name >>> COUNTRY_BITS;
    }

    public static long country(long name) {
        return name & COUNTRY_MASK;
    }
}
