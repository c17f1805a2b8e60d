package dev.footfall.events;

/** A valid event as its JSON came, without white space and unknown fields, each once, one form of the visitor. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PlainEvent(byte[] keyBytes, byte[] json, boolean namesUser) implements WritableEvent {
    @Override
    public byte[] json(EventEncoder encoder) {
        return json;
    }

    @Override
    public DownloadEvent event() {
        return EventCodec.decode(json, Long.MAX_VALUE).fold(event -> event, bad -> {
            throw new IllegalStateException("not a valid event, because of its " + bad.field() + ": " + bad.error());
        });
    }
}
