package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.counting.UserDayKey;
import dev.footfall.aggregator.counting.Users;
import dev.footfall.aggregator.query.HourRange;
import dev.footfall.aggregator.query.PackedUsers;
import dev.footfall.aggregator.query.UserPage;
import dev.footfall.aggregator.reading.VisitedRepositories.Visited;
import dev.footfall.aggregator.session.DailyCounts;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
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
    private final VisitedRepositories repositories;
    private final int mostUsers;
    private final PackedUsers.Packer users = new PackedUsers.Packer();
    private long userDays;

    private byte[] user = {};
    private int day;
    private Visited repository = Visited.NONE;
    private long files;
    private long downloads;
    private long bytes;
    private long filesBefore;

    UserWalk(HourRange period, VisitedRepositories repositories, int mostUsers) {
        this.period = period;
        this.repositories = repositories;
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
        return users.users() >= mostUsers
                || users.bytes() >= UserPage.FULL_BYTES
                || userDays >= ENTRIES_PER_USER * mostUsers;
    }

    private UserPage page(Optional<String> last) {
        return new UserPage(users.toUsers(), repositories.withUsers(), repositories.names(), userDays, last);
    }

    private void add(KeyValue<Bytes, byte[]> entry) {
        byte[] key = entry.key.get();
        int repositoryAt = UserDayKey.repositoryAt(key);
        if (!repository.is(key, repositoryAt)) {
            endRepository();
            repository = repositories.of(key, repositoryAt);
        }
        userDays++;
        day = UserDayKey.epochDayOf(key);
        if (repository.isVisible()) Users.forEachHour(entry.value, this);
    }

    @Override
    public void hour(int hour, long hourFiles, long hourDownloads, long hourBytes) {
        if (!period.contains(day, hour)) return;
        files += hourFiles;
        downloads += hourDownloads;
        bytes = DailyCounts.saturatedSum(bytes, hourBytes);
    }

    private void endRepository() {
        if (files > filesBefore) repository.addUser(users.users());
        filesBefore = files;
        repository = Visited.NONE;
    }

    private void endUser() {
        endRepository();
        if (files > 0) users.add(user, files, downloads, bytes);
        files = 0;
        downloads = 0;
        bytes = 0;
        filesBefore = 0;
    }
}
