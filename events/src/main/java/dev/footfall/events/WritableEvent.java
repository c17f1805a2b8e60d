package dev.footfall.events;

/** An event in a form that can be written to the log: whole, or as the JSON that it came as. */
public sealed interface WritableEvent permits DownloadEvent, PlainEvent {
    /** The record's key: {@link RepoId#keyBytes()} of its repository. Not to be changed. */
    byte[] keyBytes();

    /** UTF-8 JSON that reads as this event, by the encoder unless it is there. Not to be changed. */
    byte[] json(EventEncoder encoder);

    boolean namesUser();

    DownloadEvent event();
}
