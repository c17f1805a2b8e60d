package dev.footfall.operations.spikes;

import dev.footfall.events.TopicSpec;
import dev.footfall.ingest.sharedlog.SharedTopic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** The log of the spikes whose message was delivered. */
public final class SpikeTopic implements SharedTopic<SpikeBook, SpikeRecord> {
    @Override
    public String subject() {
        return "delivered spikes";
    }

    @Override
    public TopicSpec spec() {
        return TopicSpec.SPIKES;
    }

    @Override
    public SpikeBook emptyBook() {
        return new SpikeBook();
    }

    @Override
    public byte[] key(SpikeRecord record) {
        return record.key().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Optional<byte[]> value(SpikeRecord record) {
        return record.value();
    }

    @Override
    public Optional<SpikeRecord> read(byte[] key, Optional<byte[]> value) {
        return SpikeRecord.of(new String(key, StandardCharsets.UTF_8), value.isPresent());
    }

    @Override
    public void replay(SpikeBook book, SpikeRecord next, Instant logTime) {
        book.replay(next);
    }
}
