package dev.footfall.aggregator.session;

import dev.footfall.events.Observation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The files that each session of a visitor-day had, by the hashes of their paths: up to {@link #MOST} pairs of a session and a
 * file. They depend on the set of events added, not on their order, unless there were more. Not thread-safe.
 */
public final class SessionFiles {
    public static final int MOST = 1_024;

    private static final long OBJECT_BYTES = 96;
    private static final long SESSION_BYTES = 48;

    private final List<HashPage> bySession = new ArrayList<>(1);
    private int pairs;

    public void append(HashPage files) {
        bySession.add(files);
        pairs += files.size();
    }

    public List<HashPage> bySession() {
        return bySession;
    }

    /** Follows an event that {@link DaySessions} have; the outcome then has the files that came and went. */
    public void add(Observation event, CountedOutcome outcome) {
        outcome.files().clear();
        int session = outcome.change().session();
        if (outcome.downloads() > 0) bySession.add(session, HashPage.of());
        HashPage files = bySession.get(session);
        if (outcome.downloads() < 0) outcome.files().lose(join(files, bySession.remove(session + 1)));
        long path = event.pathHash();
        if (pairs < MOST) {
            if (!files.add(path)) return;
            pairs++;
            outcome.files().gain();
        } else if (!files.contains(path)) {
            outcome.files().miss();
        }
    }

    /** Adds the files of one session to those of another; returns those that both had. */
    private long[] join(HashPage files, HashPage later) {
        long[] both = new long[later.size()];
        int size = 0;
        for (int i = 0; i < later.size(); i++) {
            if (!files.add(later.hash(i))) both[size++] = later.hash(i);
        }
        pairs -= size;
        return Arrays.copyOf(both, size);
    }

    public long heapBytes() {
        return OBJECT_BYTES + SESSION_BYTES * bySession.size() + (long) Long.BYTES * pairs;
    }
}
