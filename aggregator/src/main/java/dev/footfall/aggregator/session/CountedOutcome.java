package dev.footfall.aggregator.session;

import dev.footfall.events.Observation;
import dev.footfall.rules.clients.ClientClass;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** A counted file. There is one object for all decisions of a {@link Sessionizer}, so it is valid until the next. */
public final class CountedOutcome implements Outcome {
    private static final long[] NO_FILES = {};

    private final SessionChange change = new SessionChange();
    private final ToIntFunction<Observation> kindOf;
    private final ToLongFunction<Observation> nameOf;
    private @Nullable Observation event;
    private boolean isFileGained;
    private boolean isFileMissed;
    private long[] filesLost = NO_FILES;

    CountedOutcome(ToIntFunction<Observation> kindOf, ToLongFunction<Observation> nameOf) {
        this.kindOf = kindOf;
        this.nameOf = nameOf;
    }

    void of(Observation decided) {
        event = decided;
        isFileGained = false;
        isFileMissed = false;
        filesLost = NO_FILES;
    }

    /** The {@link HeadKind} of the event: asked for only when it begins a session, as most events do not. */
    int kind() {
        return event == null ? HeadKind.UNTOLD : kindOf.applyAsInt(event);
    }

    /** The class of the event's client; without meaning if classes are not told. */
    public ClientClass clientClass() {
        return HeadKind.clientClass(kind());
    }

    /** The {@link HeadName} of the event; asked for as seldom. */
    long name() {
        return event == null ? 0 : nameOf.applyAsLong(event);
    }

    /** Notes that the event is the head of its session, at this time. */
    void gain(int millisOfDay) {
        change.gained().at(millisOfDay, kind(), name());
    }

    /** True if the event is the head of a session rather than the one it has, of the same time. */
    boolean isLessThan(DaySessions sessions, int session) {
        int kind = kind();
        return kind == sessions.kind(session) ? name() < sessions.name(session) : kind < sessions.kind(session);
    }

    public SessionChange change() {
        return change;
    }

    @Override
    public int downloads() {
        return change.downloads();
    }

    void gainFile() {
        isFileGained = true;
    }

    void missFile() {
        isFileMissed = true;
    }

    void loseFiles(long[] paths) {
        filesLost = paths;
    }

    /** True if the event's session had not its file before; never where {@link SessionFiles} are not counted. */
    public boolean isFileGained() {
        return isFileGained;
    }

    /** True if there was no room to note that the session had the file. */
    public boolean isFileMissed() {
        return isFileMissed;
    }

    /** The hashes of the paths that both of two merged sessions had; not to be changed. */
    public long[] filesLost() {
        return filesLost;
    }

    @Override
    public String toString() {
        return change.toString();
    }
}
