package dev.footfall.aggregator.session;

/** The change that an event makes to the files of a visitor-day's sessions ({@link SessionFiles}). Valid until the next event. */
public final class FileChange {
    private static final long[] NONE = {};

    private boolean isGained;
    private boolean isMissed;
    private long[] lost = NONE;

    FileChange() {}

    void clear() {
        isGained = false;
        isMissed = false;
        lost = NONE;
    }

    void gain() {
        isGained = true;
    }

    void miss() {
        isMissed = true;
    }

    void lose(long[] paths) {
        lost = paths;
    }

    /** True if the event's session had not its file before. */
    public boolean isGained() {
        return isGained;
    }

    /** True if there was no room to note that the session had the file. */
    public boolean isMissed() {
        return isMissed;
    }

    /** The hashes of the paths that both of two merged sessions had; not to be changed. */
    public long[] lost() {
        return lost;
    }
}
