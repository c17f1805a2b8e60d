package dev.footfall.aggregator.session;

import dev.footfall.events.Observation;
import dev.footfall.rules.clients.ClientClass;
import java.util.function.LongUnaryOperator;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A counted file. There is one object for all decisions of a {@link Sessionizer}, so it is valid until the next.
 *
 * <pre>
 *                                           gained      lost
 * opened     a session of its own           the event
 * continued  within a session
 * led        before the first of a session  the event   the session's first
 *            beside it, but of less kind    the event   the session's first
 * merged     between two sessions                       the later session's first
 * </pre>
 *
 * An event that merges lies after the first of the earlier session, which therefore keeps its head.
 */
public final class CountedOutcome implements Outcome {
    private static final long[] NO_FILES = {};

    private final Head gained = new Head();
    private final Head lost = new Head();
    private final ToIntFunction<Observation> kindOf;
    private final ToLongFunction<Observation> nameOf;
    private @Nullable Observation event;
    private int session;
    private DaySessions sessions = new DaySessions();
    private final Head takenBack = new Head();
    private boolean isDoubleClick;
    private boolean isFileGained;
    private boolean isFileMissed;
    private long[] filesLost = NO_FILES;

    CountedOutcome() {
        this(event -> HeadKind.UNTOLD, HeadName.UNTOLD);
    }

    CountedOutcome(ToIntFunction<Observation> kindOf, ToLongFunction<Observation> nameOf) {
        this.kindOf = kindOf;
        this.nameOf = nameOf;
    }

    void of(Observation decided) {
        event = decided;
        isDoubleClick = false;
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

    void clear() {
        gained.clear();
        lost.clear();
    }

    void in(int place, DaySessions ofVisitor) {
        session = place;
        sessions = ofVisitor;
        isFileGained = false;
        isFileMissed = false;
        filesLost = NO_FILES;
    }

    void doubleClick() {
        isDoubleClick = true;
    }

    /** The change in the number of files: 1; 0 of a double click; −1 where the click before one is undone. */
    public int files() {
        if (takenBack.isPresent()) return -1;
        return isDoubleClick ? 0 : 1;
    }

    /** The bytes that the event adds to those of files: a double click was sent, too. */
    public long bytes() {
        return event == null ? 0 : event.request().bytes();
    }

    /** The click that counts no more; none unless this is its outcome. */
    public Head takenBack() {
        return takenBack;
    }

    int session() {
        return session;
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

    /** The number of the visitor's sessions of that day, with the event. */
    public int sessions() {
        return sessions.size();
    }

    public int sessionsOf(long part, LongUnaryOperator ofName) {
        int found = 0;
        for (int i = 0; i < sessions.size(); i++) {
            if (ofName.applyAsLong(sessions.name(i)) == part) found++;
        }
        return found;
    }

    public Head gained() {
        return gained;
    }

    public Head lost() {
        return lost;
    }

    @Override
    public int downloads() {
        return (gained.isPresent() ? 1 : 0) - (lost.isPresent() ? 1 : 0);
    }

    @Override
    public String toString() {
        return "gained " + gained + ", lost " + lost;
    }
}
