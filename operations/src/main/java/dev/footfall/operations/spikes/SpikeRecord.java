package dev.footfall.operations.spikes;

import dev.footfall.aggregator.query.Spike;
import dev.footfall.events.RepoId;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** {@code isKept} is false when the delivery may be forgotten, because nobody asks about that day any more. */
public record SpikeRecord(RepoId repo, LocalDate date, boolean isKept) {
    private static final byte[] DELIVERED = "{\"delivered\":true}".getBytes(StandardCharsets.UTF_8);

    static SpikeRecord delivered(Spike spike) {
        return new SpikeRecord(spike.repo(), spike.date(), true);
    }

    /** The key: the repository's, a slash, and the date. It is the message's id, too. */
    String key() {
        return repo.key() + '/' + date;
    }

    Optional<byte[]> value() {
        return isKept ? Optional.of(DELIVERED.clone()) : Optional.empty();
    }

    static Optional<SpikeRecord> of(String key, boolean isKept) {
        int slash = key.lastIndexOf('/');
        if (slash < 0) return Optional.empty();
        try {
            LocalDate date = LocalDate.parse(key.substring(slash + 1));
            return RepoId.ofKey(key.substring(0, slash)).map(repo -> new SpikeRecord(repo, date, isKept));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
