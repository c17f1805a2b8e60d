package dev.footfall.events;

/**
 * A valid event as the JSON that it came as, without white space: nothing in it but fields of version 1, each once, and the
 * visitor in one form alone. {@link PlainEventReader} makes it.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PlainEvent(byte[] keyBytes, byte[] json, boolean namesUser) implements WritableEvent {
    @Override
    public byte[] json(EventEncoder encoder) {
        return json;
    }

    @Override
    public DownloadEvent event() {
        return EventCodec.decode(json, Long.MAX_VALUE).fold(event -> event, bad -> {
            throw new IllegalStateException("not an event after all, by its " + bad.field() + ": " + bad.error());
        });
    }
}
