package dev.footfall.ingest.daykeys;

import dev.footfall.events.Parsed;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.VisitorKey;
import dev.footfall.ingest.daykeys.KeyBook.KeyRecord;
import dev.footfall.ingest.sharedlog.SharedTopic;
import java.time.Instant;
import java.util.Optional;

public final class KeyTopic implements SharedTopic<KeyBook, KeyRecord> {
    @Override
    public String subject() {
        return "key of visitors";
    }

    @Override
    public TopicSpec spec() {
        return TopicSpec.VISITOR_KEYS;
    }

    @Override
    public KeyBook emptyBook() {
        return new KeyBook();
    }

    @Override
    public byte[] key(KeyRecord record) {
        return VisitorKey.recordKey(record.day());
    }

    @Override
    public Optional<byte[]> value(KeyRecord record) {
        return record.key().map(VisitorKey::toJson);
    }

    /** Reads a record. The key of a day whose record cannot be read is destroyed. */
    @Override
    public Optional<KeyRecord> read(byte[] key, Optional<byte[]> value) {
        return VisitorKey.dayOf(key)
                .map(day -> new KeyRecord(
                        day,
                        value.map(VisitorKey::decode)
                                .flatMap(Parsed::value)
                                .filter(found -> found.day().equals(day))));
    }

    @Override
    public void replay(KeyBook book, KeyRecord next, Instant logTime) {
        book.replay(next, logTime);
    }
}
