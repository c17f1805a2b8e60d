package dev.footfall.rules;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.Observation;
import dev.footfall.events.Via;
import java.time.Duration;
import java.util.Optional;

/**
 * The rules by which an event counts or is excluded. Two states made under different rules cannot be compared.
 *
 * @param gap the longest pause within one session, inclusive; at least a millisecond, at most a day
 * @param retention the time after its opening in which a repository's day accepts events, in log time, inclusive
 * @param redirects the meaning of a 302 or 307 to object storage
 * @param partial the rule by which a first part is no download; empty if any is one
 * @param paths the files that are not counted
 */
public record CountingRules(
        Duration gap, Duration retention, Redirects redirects, Optional<PartialRule> partial, PathRule paths) {
    /** 30 minutes, 14 days, redirects excluded, less than 1 MiB and half of a file excluded, all files counted. */
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

    /** Rules of the usual first part, by which all files are counted. */
    public CountingRules(Duration gap, Duration retention, Redirects redirects) {
        this(gap, retention, redirects, Optional.of(PartialRule.DEFAULT), PathRule.NONE);
    }

    /** The same with another gap. */
    public CountingRules withGap(Duration other) {
        return new CountingRules(other, retention, redirects, partial, paths);
    }

    /** The same with another retention. */
    public CountingRules withRetention(Duration other) {
        return new CountingRules(gap, other, redirects, partial, paths);
    }

    /** The same with another meaning of redirects. */
    public CountingRules withRedirects(Redirects other) {
        return new CountingRules(gap, retention, other, partial, paths);
    }

    /** The same with another rule for first parts. */
    public CountingRules withPartial(Optional<PartialRule> other) {
        return new CountingRules(gap, retention, redirects, other, paths);
    }

    /** The same with another rule for files. */
    public CountingRules withPaths(PathRule other) {
        return new CountingRules(gap, retention, redirects, partial, other);
    }

    /** The first reason, of those that the event alone gives, for which it is not counted. */
    public Optional<ExclusionReason> exclude(Observation event) {
        Optional<ExclusionReason> reason = exclude(event.request());
        if (reason.isPresent() || paths.isEmpty() || !paths.ignores(event.path())) return reason;
        return Optional.of(ExclusionReason.PATH);
    }

    Optional<ExclusionReason> exclude(DownloadEvent.Request request) {
        String wanted = request.via() == Via.GIT ? "POST" : "GET";
        if (!request.method().equals(wanted)) return Optional.of(ExclusionReason.METHOD);
        if (!isDelivered(request.status())) return Optional.of(ExclusionReason.STATUS);
        Long start = request.rangeStart();
        if (request.status() == 206 && start != null && start != 0) return Optional.of(ExclusionReason.RANGE);
        boolean isPartial = partial.isPresent() && partial.get().isPartial(request);
        return isPartial ? Optional.of(ExclusionReason.PARTIAL) : Optional.empty();
    }

    private boolean isDelivered(int status) {
        if (status == 200 || status == 206) return true;
        return redirects == Redirects.COUNT && (status == 302 || status == 307);
    }
}
