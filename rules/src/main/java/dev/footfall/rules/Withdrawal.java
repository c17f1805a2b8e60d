package dev.footfall.rules;

import dev.footfall.events.EventDetails;
import dev.footfall.events.Observation;
import dev.footfall.events.RepoId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/**
 * Events that are in the log and not true: of a source, of a repository or of one in the other, within a time.
 * {@code source}: the file server that observed them; {@code repository}: the one that they name; empty for any,
 * but not both. {@code from} is inclusive, {@code to} exclusive, in whole milliseconds; empty for any.
 */
public record Withdrawal(
        Optional<String> source, Optional<RepoId> repository, Optional<Instant> from, Optional<Instant> to) {
    public Withdrawal {
        if (source.isEmpty() && repository.isEmpty()) {
            throw new IllegalArgumentException("withdrawn: neither a source nor a repository");
        }
        if (source.isPresent() && isNoSource(source.get())) {
            throw new IllegalArgumentException("withdrawn: no source: \"" + source.get() + '"');
        }
        from.ifPresent(Withdrawal::check);
        to.ifPresent(Withdrawal::check);
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            throw new IllegalArgumentException("withdrawn: from " + from.get() + " is not before to " + to.get());
        }
    }

    private static boolean isNoSource(String text) {
        return text.isEmpty() || text.codePointCount(0, text.length()) > EventDetails.MAX_SOURCE_LENGTH;
    }

    private static void check(Instant time) {
        if (!time.equals(time.truncatedTo(ChronoUnit.MILLIS))) {
            throw new IllegalArgumentException("withdrawn: a part of a millisecond: " + time);
        }
    }

    /** The canonical text: fields in a fixed order, the one of free form last. */
    @Override
    public String toString() {
        return from.map(Instant::toEpochMilli).orElse(0L)
                + " " + to.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE)
                + " " + repository.map(RepoId::key).orElse("-")
                + source.map(name -> " " + name).orElse("");
    }

    static final class Matcher {
        private final long fromMillis;
        private final long toMillis;
        private final byte[] source;
        private final byte[] repository;

        Matcher(Withdrawal withdrawal) {
            this.fromMillis = withdrawal.from.map(Instant::toEpochMilli).orElse(0L);
            this.toMillis = withdrawal.to.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
            this.source = withdrawal.source.orElse("").getBytes(StandardCharsets.UTF_8);
            this.repository = withdrawal.repository.map(RepoId::keyBytes).orElseGet(() -> new byte[0]);
        }

        boolean matches(Observation event) {
            return event.timeMillis() >= fromMillis
                    && event.timeMillis() < toMillis
                    && (source.length == 0 || event.isFrom(source))
                    && (repository.length == 0 || Arrays.equals(repository, event.repository()));
        }
    }
}
