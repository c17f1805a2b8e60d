package dev.footfall.aggregator.session;

import dev.footfall.events.Observation;
import dev.footfall.rules.clients.ClientClass;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** A counted file. There is one object for all decisions of a {@link Sessionizer}, so it is valid until the next. */
public final class CountedOutcome implements Outcome {
    private final SessionChange change = new SessionChange();
    private final FileChange files = new FileChange();
    private final ToIntFunction<Observation> kindOf;
    private final ToLongFunction<Observation> nameOf;
    private @Nullable Observation event;

    CountedOutcome(ToIntFunction<Observation> kindOf, ToLongFunction<Observation> nameOf) {
        this.kindOf = kindOf;
        this.nameOf = nameOf;
    }

    void of(Observation decided) {
        event = decided;
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

    /** The change of the files of its session; without meaning where {@link SessionFiles} are not counted. */
    public FileChange files() {
        return files;
    }

    @Override
    public String toString() {
        return change.toString();
    }
}
