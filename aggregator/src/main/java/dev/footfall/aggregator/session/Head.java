package dev.footfall.aggregator.session;

import dev.footfall.events.ClientProduct;
import dev.footfall.events.Via;
import dev.footfall.rules.clients.ClientClass;

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
}
