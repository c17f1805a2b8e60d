package dev.footfall.events;

/**
 * A valid event as the JSON that it came as, without white space: nothing in it but fields of version 1, each once, and the
 * visitor in one form alone. {@link PlainEventReader} makes it.
 */
public final class PlainEvent implements WritableEvent {
    private final byte[] key;
    private final byte[] json;
    private final boolean namesUser;

    PlainEvent(byte[] key, byte[] json, boolean namesUser) {
        this.key = key;
        this.json = json;
        this.namesUser = namesUser;
    }

    @Override
    public byte[] keyBytes() {
        return key;
    }

    @Override
    public byte[] json(EventEncoder encoder) {
        return json;
    }

    @Override
    public boolean namesUser() {
        return namesUser;
    }

    @Override
    public DownloadEvent event() {
        return EventCodec.decode(json, Long.MAX_VALUE).fold(event -> event, bad -> {
            throw new IllegalStateException("not an event after all, by its " + bad.field() + ": " + bad.error());
        });
    }
}
