package dev.footfall.standalone;

import dev.footfall.events.UserNames;
import dev.footfall.ingest.sharedlog.BookReader;
import dev.footfall.ingest.users.UserBook;
import dev.footfall.ingest.users.UserRecord;
import dev.footfall.ingest.users.UserTopic;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The users' names, as the log of names has them: read to its end at first, and followed from then on. */
final class FollowedNames implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FollowedNames.class);
    private static final long ROUND_MILLIS = 200;
    private static final String CLIENT_ID = "footfall-query-users";

    private final BookReader<UserBook, UserRecord> reader;
    private final UserNames names;
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(FollowedNames::thread);
    private boolean isAway;

    /**
     * All names that there are now.
     *
     * @throws IllegalStateException if they cannot be read
     */
    FollowedNames(RoomConfigs configs) {
        reader = new BookReader<>(configs.publisher(), new UserTopic(), CLIENT_ID);
        try {
            names = reader.readToEnd().names();
        } catch (KafkaException e) {
            close();
            throw new IllegalStateException("the names of users cannot be read: " + e.getMessage(), e);
        }
        var unused = rounds.scheduleWithFixedDelay(this::follow, ROUND_MILLIS, ROUND_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The names; they change with the log. */
    UserNames names() {
        return names;
    }

    private synchronized void follow() {
        if (rounds.isShutdown()) return;
        try {
            var unused = reader.readToEnd();
            isAway = false;
        } catch (RuntimeException e) { // the edge of the thread
            if (!isAway) LOG.warn("the names of users cannot be followed now: {}", e.getMessage());
            isAway = true;
        }
    }

    @Override
    public void close() {
        rounds.shutdownNow();
        closeReader();
    }

    private synchronized void closeReader() {
        reader.close();
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "footfall-query-users");
        thread.setDaemon(true);
        return thread;
    }
}
