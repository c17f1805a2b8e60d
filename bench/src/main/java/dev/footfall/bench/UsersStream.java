package dev.footfall.bench;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * One event of each repository on each day, the newest day first, each of another user in turn: what makes the most
 * users' days of the fewest events. Every fifth visitor is a user, and only those come.
 */
final class UsersStream implements Iterator<LoadEvent> {
    private static final int USER_OF_VISITORS = 5;

    /** A shift from day to day, so that users do not always come for the same repository. */
    private static final long OTHER_REPOSITORIES = 31;

    private final Load load;
    private final Iterator<LoadEvent> sweep;

    UsersStream(Load load) {
        this.load = load;
        this.sweep = new SweepStream(load);
    }

    /** The visitors of a load that has this many users. */
    static int visitors(int users) {
        return Math.multiplyExact(USER_OF_VISITORS, users);
    }

    /** The users of a load. */
    static int users(Load load) {
        return Math.max(1, load.visitors() / USER_OF_VISITORS);
    }

    /** The index of this visitor among the users. */
    static int visitor(int user) {
        return USER_OF_VISITORS * user;
    }

    @Override
    public boolean hasNext() {
        return sweep.hasNext();
    }

    @Override
    public LoadEvent next() {
        if (!hasNext()) throw new NoSuchElementException();
        LoadEvent event = sweep.next();
        long day = event.serial() / load.repositories();
        int user = (int) ((event.serial() + OTHER_REPOSITORIES * day) % users(load));
        return new LoadEvent(event.serial(), event.repository(), visitor(user), event.timeMillis());
    }
}
