package dev.footfall.aggregator.session;

/**
 * A click that does not count because the visitor's next one on the file does ({@link dev.footfall.rules.SlotRule}): the event
 * decided on, or one that counted before. There are two objects for all decisions, so it is valid until the next.
 */
public final class DoubleClick {
    private final int files;
    private final Head head = new Head();
    private final SessionChange change = new SessionChange();
    private long bytes;
    private int downloadsBefore;

    DoubleClick(int files) {
        this.files = files;
    }

    void send(long bytesSent) {
        bytes = bytesSent;
    }

    /** Notes by how much the event has changed the number of sessions. */
    void follow(int downloads) {
        downloadsBefore = downloads;
    }

    /** The click's time, kind and name. */
    public Head head() {
        return head;
    }

    /** The change in the number of counted files: −1 where the click counted before, and is excluded now; else 0. */
    public int files() {
        return files;
    }

    /** The bytes that it adds to those of files: a double click was sent, too. 0 where the click counted before. */
    public long bytes() {
        return bytes;
    }

    /** The change of the sessions that had it; none for the event itself. */
    public SessionChange change() {
        return change;
    }

    /** The downloads by which the count falls through the event and this click together. */
    public int fallen() {
        return Math.max(0, -downloadsBefore - change.downloads());
    }
}
