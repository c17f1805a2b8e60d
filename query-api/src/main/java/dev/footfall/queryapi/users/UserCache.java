package dev.footfall.queryapi.users;

import dev.footfall.aggregator.query.HourRange;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.route.StateReader;
import dev.footfall.queryapi.route.WeightedCache;
import dev.footfall.queryapi.users.UserMerge.MergedUsers;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The users of periods as this node has merged them, each kept until a flush or a registration changes the version of any
 * partition it was read from; the partitions are asked for that each time, so that a kept answer is as new as a read one. A
 * walk that is under way is waited for, and shared by all who asked before it began. The caller is a part of the question:
 * nobody gets an answer that was made for another's sight. Of each answer there are its first users and a number for each
 * repository; above a fixed number of both together the answers that were asked for least recently are evicted. They are merged
 * one after another. Safe for many threads.
 */
public final class UserCache {
    private static final String TOO_LONG = "this took too long";

    /** The most entries of all answers together, of about 200 bytes each. */
    private static final int MOST_ENTRIES = 200_000;

    /** The weight of an answer without entries. */
    private static final int EMPTY = 100;

    /** One merge at a time: it holds two pages of every partition, and keeps all processors busy. */
    private final Semaphore merging = new Semaphore(1, true);

    private final StateReader reader;
    private final WeightedCache<Key, Slot> slots = new WeightedCache<>(EMPTY, MOST_ENTRIES);

    /** An empty cache of the users that this reader finds. */
    public UserCache(StateReader reader) {
        this.reader = reader;
    }

    private record Key(HourRange period, Caller caller) {}

    /** A whole answer, and the moment before which nothing was read for it. */
    private record Made(Answer.Complete<MergedUsers> answer, long beganNanos) {
        boolean beganAfter(long nanos) {
            return beganNanos - nanos >= 0;
        }
    }

    /** The place of an answer, locked while it is made. */
    private static final class Slot {
        private final ReentrantLock lock = new ReentrantLock();
        private Optional<Made> made = Optional.empty();
    }

    /**
     * All users with files of repositories that the caller may see, and the first of them by name; all partitions or none.
     * They are merged unless that was done and nothing has changed. Whether the caller may ask that is for the endpoint to
     * decide.
     */
    public Answer<PeriodUsers> answer(HourRange period, Caller caller) {
        long askedNanos = System.nanoTime();
        var key = new Key(period, caller);
        Slot slot = slots.get(key, Slot::new);
        try {
            slot.lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Unavailable<>(TOO_LONG);
        }
        try {
            return answer(slot, key, askedNanos).map(MergedUsers::users);
        } finally {
            slot.lock.unlock();
        }
    }

    private Answer<MergedUsers> answer(Slot slot, Key key, long askedNanos) {
        if (slot.made.isEmpty()) return merge(slot, key);
        Made made = slot.made.get();
        if (made.beganAfter(askedNanos)) return made.answer();
        MergedUsers kept = made.answer().value();
        return reader.askWhole(new VersionsQuery())
                .then(now -> now.value().equals(kept.versions())
                        ? new Answer.Complete<>(kept, now.asOf())
                        : merge(slot, key));
    }

    private Answer<MergedUsers> merge(Slot slot, Key key) {
        try {
            merging.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Unavailable<>(TOO_LONG);
        }
        try {
            return mergeNow(slot, key);
        } finally {
            merging.release();
        }
    }

    private Answer<MergedUsers> mergeNow(Slot slot, Key key) {
        long beganNanos = System.nanoTime();
        Answer<MergedUsers> answer = new UserMerge(reader, key.period(), key.caller(), PeriodUsers.MOST_USER_DAYS)
                .first(PeriodUsers.MOST_FIRST);
        if (answer instanceof Answer.Complete<MergedUsers> whole) {
            slot.made = Optional.of(new Made(whole, beganNanos));
            PeriodUsers users = whole.value().users();
            slots.weigh(key, slot, users.first().size() + users.ofRepositories().size());
        }
        return answer;
    }
}
