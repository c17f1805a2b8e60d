package dev.footfall.dialects.analytics;

import dev.footfall.aggregator.query.HourRange;
import dev.footfall.dialects.analytics.UserMerge.MergedUsers;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.question.VersionsQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.route.StateReader;
import dev.footfall.queryapi.route.WeightedCache;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The merged users of periods. An entry is valid while no partition that it was read from has changed its version; the
 * versions are asked for each time, so a cached answer is as new as a fresh one. Callers that asked before a merge
 * began share its result. The caller is part of the key, so visibility never leaks. An entry weighs its first users and
 * one number for each repository; the least recently used entries are evicted. Merges run one at a time. Thread-safe.
 */
public final class UserCache {
    /** One merge at a time: it holds two pages of each partition and uses all processors. */
    private final Lock merging = new ReentrantLock(true);

    private final StateReader reader;
    private final WeightedCache<PeriodKey, UserSlot> slots = new WeightedCache<>(WeightedCache.MOST_ENTRIES);

    public UserCache(StateReader reader) {
        this.reader = reader;
    }

    private record PeriodKey(HourRange period, Caller caller) {}

    private record CachedUsers(Answer.Complete<MergedUsers> answer, long beganNanos) {
        boolean beganAfter(long nanos) {
            return beganNanos - nanos >= 0;
        }
    }

    private static final class UserSlot {
        private final ReentrantLock lock = new ReentrantLock();
        private Optional<CachedUsers> made = Optional.empty();
    }

    /** All partitions or none. Whether the caller may ask that is for the endpoint to decide. */
    public Answer<PeriodUsers> answer(HourRange period, Caller caller) {
        long askedNanos = System.nanoTime();
        var key = new PeriodKey(period, caller);
        UserSlot slot = slots.get(key, UserSlot::new);
        return holding(slot.lock, () -> answer(slot, key, askedNanos)).map(MergedUsers::users);
    }

    private static Answer<MergedUsers> holding(Lock lock, Supplier<Answer<MergedUsers>> work) {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Unavailable<>("the request took too long");
        }
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private Answer<MergedUsers> answer(UserSlot slot, PeriodKey key, long askedNanos) {
        if (slot.made.isEmpty()) return merge(slot, key);
        CachedUsers made = slot.made.get();
        if (made.beganAfter(askedNanos)) return made.answer();
        MergedUsers kept = made.answer().value();
        return reader.askWhole(new VersionsQuery())
                .then(now -> kept.isStillOf(now.value()) ? new Answer.Complete<>(kept, now.asOf()) : merge(slot, key));
    }

    private Answer<MergedUsers> merge(UserSlot slot, PeriodKey key) {
        return holding(merging, () -> mergeNow(slot, key));
    }

    private Answer<MergedUsers> mergeNow(UserSlot slot, PeriodKey key) {
        long beganNanos = System.nanoTime();
        Answer<MergedUsers> answer = new UserMerge(reader, key.period(), key.caller(), PeriodUsers.MOST_USER_DAYS)
                .first(PeriodUsers.MOST_FIRST);
        if (answer instanceof Answer.Complete<MergedUsers> whole) {
            slot.made = Optional.of(new CachedUsers(whole, beganNanos));
            PeriodUsers users = whole.value().users();
            slots.weigh(key, slot, users.first().size() + users.ofRepositories().size());
        }
        return answer;
    }
}
