package dev.footfall.aggregator.session;

import dev.footfall.events.ClientProduct;
import dev.footfall.events.Observation;
import dev.footfall.events.Via;
import dev.footfall.rules.clients.ClientClass;
import java.util.function.ToLongFunction;

/**
 * The beginning of a session, as one decision sees it come or go; or none. The session's download belongs to the hour of
 * its head. A view that each decision overwrites, because one event in nine has a head and none may cost an object. Not
 * thread-safe.
 */
public final class Head {
    private static final int NONE = -1;
    private static final int MILLIS_PER_HOUR = 3_600_000;

    private int millisOfDay = NONE;
    private int kind;
    private long name;

    Head() {}

    public boolean isPresent() {
        return millisOfDay != NONE;
    }

    /** Time of the session's first counted file, in milliseconds of its UTC day; without meaning if there is no head. */
    public int millisOfDay() {
        return millisOfDay;
    }

    public int hour() {
        return millisOfDay / MILLIS_PER_HOUR;
    }

    /** The software that sent the first file; without meaning if there is no head, or heads are not told. */
    public ClientProduct client() {
        return HeadKind.client(kind);
    }

    /** The class of that software; without meaning if there is no head, or classes are not told. */
    public ClientClass clientClass() {
        return HeadKind.clientClass(kind);
    }

    /** The way of the first file; without meaning if there is no head, or heads are not told. */
    public Via via() {
        return HeadKind.via(kind);
    }

    void at(int millis, int headKind, long headName) {
        millisOfDay = millis;
        kind = headKind;
        name = headName;
    }

    int kind() {
        return kind;
    }

    boolean isAfter(int otherMillis, int otherKind, long otherName) {
        if (millisOfDay != otherMillis) return millisOfDay > otherMillis;
        return kind == otherKind ? name > otherName : kind > otherKind;
    }

    /** The {@link HeadName} of the first file; without meaning if there is no head. */
    public long name() {
        return name;
    }

    void clear() {
        millisOfDay = NONE;
    }

    @Override
    public String toString() {
        return isPresent() ? Integer.toString(millisOfDay) : "none";
    }

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

    /**
     * The way, the client and the client's class of a session's first file as one number of {@link #BITS} bits, in that order. Of
     * several first files of one millisecond the smallest kind is the session's, so that it does not depend on their order.
     */
    public static final class HeadKind {
        static final int BITS = 10;

        static final int UNTOLD = 0;

        private static final int CLIENT_BITS = 5;
        private static final int CLASS_BITS = 3;
        private static final int CLIENT_MASK = (1 << CLIENT_BITS) - 1;
        private static final int CLASS_MASK = (1 << CLASS_BITS) - 1;
        private static final Via[] WAYS = Via.values();

        public enum Told {
            NOTHING,
            CLIENTS,
            /** The way, the client and its class, which has to be looked up. */
            CLASSES
        }

        private HeadKind() {}

        @SuppressWarnings("EnumOrdinal") // the order of ways is what makes the smallest kind
        static int of(Observation event) {
            int way = event.request().via().ordinal();
            return ((way << CLIENT_BITS) | event.client().number()) << CLASS_BITS;
        }

        static int of(Observation event, ClientClass type) {
            return of(event) | type.number();
        }

        public static ClientClass clientClass(int kind) {
            return ClientClass.ofNumber(kind & CLASS_MASK);
        }

        public static ClientProduct client(int kind) {
            return ClientProduct.ofNumber((kind >>> CLASS_BITS) & CLIENT_MASK);
        }

        public static Via via(int kind) {
            return WAYS[kind >>> (CLIENT_BITS + CLASS_BITS)];
        }
    }
}
