package dev.footfall.standalone;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was started, closed in the reverse order; what fails to close does not keep the others open. */
final class OpenRooms implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenRooms.class);

    private final Deque<AutoCloseable> rooms = new ArrayDeque<>();

    /** Notes what was just started, and hands it back. */
    <T extends AutoCloseable> T add(T room) {
        rooms.push(room);
        return room;
    }

    @Override
    public void close() {
        while (!rooms.isEmpty()) close(rooms.pop());
    }

    private static void close(AutoCloseable room) {
        try {
            room.close();
        } catch (Exception e) {
            LOG.warn("{} did not stop in order", room.getClass().getSimpleName(), e);
        }
    }
}
