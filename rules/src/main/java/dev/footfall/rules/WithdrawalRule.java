package dev.footfall.rules;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.Observation;
import dev.footfall.events.RepoId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rule by which events that turned out not to be true are not counted: a log that was fed twice under two names, the
 * hours of a wrong clock, a month under the wrong repository. The events stay in the log; what is true may be fed anew.
 */
public final class WithdrawalRule {
    public static final WithdrawalRule NONE = new WithdrawalRule(List.of());

    public static final int MAX_WITHDRAWALS = 256;

    private final List<Withdrawal> all;
    private final Withdrawal.Matcher[] matchers;

    public WithdrawalRule(List<Withdrawal> all) {
        if (all.size() > MAX_WITHDRAWALS) throw new IllegalArgumentException("withdrawn: more than " + MAX_WITHDRAWALS);
        this.all = List.copyOf(all);
        this.matchers = all.stream().map(Withdrawal.Matcher::new).toArray(Withdrawal.Matcher[]::new);
    }

    public List<Withdrawal> all() {
        return all;
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    public boolean withdraws(Observation event) {
        for (Withdrawal.Matcher matcher : matchers) {
            if (matcher.matches(event)) return true;
        }
        return false;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WithdrawalRule rule && all.equals(rule.all);
    }

    @Override
    public int hashCode() {
        return all.hashCode();
    }

    @Override
    public String toString() {
        return all.toString();
    }

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
            return text.isEmpty() || text.codePointCount(0, text.length()) > DownloadEvent.Details.MAX_SOURCE_LENGTH;
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

            private Matcher(Withdrawal withdrawal) {
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
}
