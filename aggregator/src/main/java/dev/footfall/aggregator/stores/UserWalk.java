package dev.footfall.aggregator.stores;

import dev.footfall.aggregator.projection.Users;
import dev.footfall.aggregator.query.HourRange;
import dev.footfall.aggregator.query.RepositoryUsers;
import dev.footfall.aggregator.query.UserPage;
import dev.footfall.aggregator.query.UserSum;
import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.aggregator.store.UserDayKey;
import dev.footfall.events.RepoId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;

/**
 * Adds up users' days, which come user by user, to a page. It holds one user, the sums of the page, and a number for each
 * repository in it. Used once, by one thread.
 */
final class UserWalk implements Users.HourVisitor {
    /** The entries of each user of a page, on average, from which it is full before it has its users. */
    private static final long ENTRIES_PER_USER = 4;

    private final HourRange period;
    private final Predicate<RepoId> visible;
    private final int mostUsers;
    private final List<UserSum> users = new ArrayList<>();
    private final Map<String, Repository> repositories = new HashMap<>();
    private long userDays;

    private byte[] user = {};
    private String name = "";
    private int day;
    private Repository repository = new Repository(Optional.empty());
    private long files;
    private long downloads;
    private long bytes;
    private long filesBefore;

    /** A repository; empty if it is not visible. */
    private static final class Repository {
        private final Optional<RepoId> visible;
        private long users;

        Repository(Optional<RepoId> visible) {
            this.visible = visible;
        }
    }

    UserWalk(HourRange period, Predicate<RepoId> visible, int mostUsers) {
        this.period = period;
        this.visible = visible;
        this.mostUsers = mostUsers;
    }

    /** The users that come next, up to the last entry of the one who fills the page. */
    UserPage page(UserDayMerge entries) {
        while (entries.hasNext()) {
            byte[] key = entries.peek();
            if (!UserDayKey.isOf(user, key)) {
                endUser();
                if (isFull()) return page(Optional.of(new String(user, StandardCharsets.UTF_8)));
                user = UserDayKey.userOf(key);
            }
            add(entries.next());
        }
        endUser();
        return page(Optional.empty());
    }

    private boolean isFull() {
        return users.size() >= mostUsers || userDays >= ENTRIES_PER_USER * mostUsers;
    }

    private UserPage page(Optional<String> last) {
        List<RepositoryUsers> visited = repositories.values().stream()
                .filter(found -> found.users > 0)
                .map(found -> new RepositoryUsers(found.visible.orElseThrow(), found.users))
                .toList();
        return new UserPage(users, visited, userDays, last);
    }

    private void add(KeyValue<Bytes, byte[]> entry) {
        byte[] key = entry.key.get();
        String next = UserDayKey.repositoryOf(key);
        if (!next.equals(name)) {
            endRepository();
            name = next;
            repository = repositories.computeIfAbsent(next, this::look);
        }
        userDays++;
        day = UserDayKey.epochDayOf(key);
        if (repository.visible.isPresent()) Users.forEachHour(entry.value, this);
    }

    private Repository look(String key) {
        return new Repository(RepoId.ofKey(key).filter(visible));
    }

    @Override
    public void hour(int hour, long hourFiles, long hourDownloads, long hourBytes) {
        if (!period.contains(day, hour)) return;
        files += hourFiles;
        downloads += hourDownloads;
        bytes = DailyCounts.saturatedSum(bytes, hourBytes);
    }

    private void endRepository() {
        if (files > filesBefore) repository.users++;
        filesBefore = files;
        name = "";
    }

    private void endUser() {
        endRepository();
        if (files > 0) users.add(new UserSum(new String(user, StandardCharsets.UTF_8), files, downloads, bytes));
        files = 0;
        downloads = 0;
        bytes = 0;
        filesBefore = 0;
    }
}
