package dev.footfall.rules;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.Via;
import java.time.Duration;
import java.util.Optional;

/**
 * The rules by which an event counts or is excluded. Two states made under different rules cannot be compared.
 *
 * @param gap the longest pause within one session, inclusive; at least a millisecond, at most a day
 * @param retention the time after its opening in which a repository's day accepts events, in log time, inclusive
 * @param redirects the meaning of a 302 or 307 to object storage
 */
public record CountingRules(Duration gap, Duration retention, Redirects redirects) {
    /** 30 minutes, 14 days, redirects excluded. */
    public static final CountingRules DEFAULT =
            new CountingRules(Duration.ofMinutes(30), Duration.ofDays(14), Redirects.EXCLUDE);

    /** The meaning of a 302 or 307, seen by a hub that never sees the download itself. */
    public enum Redirects {
        /** No download: the object storage's own log has it. */
        EXCLUDE,
        /** As good as one. */
        COUNT
    }

    public CountingRules {
        if (gap.toMillis() < 1 || gap.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("session gap is not within 1 ms and 24 h: " + gap);
        }
        if (retention.toMillis() < 1)
            throw new IllegalArgumentException("session retention is not positive: " + retention);
    }

    /** The first reason, of those that the request alone gives, for which it is not counted. */
    public Optional<ExclusionReason> exclude(DownloadEvent.Request request) {
        String wanted = request.via() == Via.GIT ? "POST" : "GET";
        if (!request.method().equals(wanted)) return Optional.of(ExclusionReason.METHOD);
        if (!isDelivered(request.status())) return Optional.of(ExclusionReason.STATUS);
        Long start = request.rangeStart();
        boolean isLaterPart = request.status() == 206 && start != null && start != 0;
        return isLaterPart ? Optional.of(ExclusionReason.RANGE) : Optional.empty();
    }

    private boolean isDelivered(int status) {
        if (status == 200 || status == 206) return true;
        return redirects == Redirects.COUNT && (status == 302 || status == 307);
    }
}
