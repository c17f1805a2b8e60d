package dev.footfall.rules;

import dev.footfall.events.FileRequest;
import dev.footfall.events.Observation;
import dev.footfall.events.Via;
import dev.footfall.rules.clients.ClientClass;
import dev.footfall.rules.clients.ClientRules;
import java.time.Duration;
import java.util.Optional;

/**
 * The rules by which an event counts or is excluded. Two states made under different rules cannot be compared.
 *
 * @param gap the longest pause within one session, inclusive; at least a millisecond, at most a day
 * @param retention the time after its opening in which a repository's day accepts events, in log time, inclusive
 * @param partial the rule by which a first part is no download; empty if any is one
 */
public record CountingRules(
        Duration gap,
        Duration retention,
        Redirects redirects,
        WithdrawalRule withdrawn,
        Optional<PartialRule> partial,
        PathRule paths,
        ClientRules clients,
        SlotRule slots) {
    /** 30 minutes, 14 days; no redirects, nor parts below 1 MiB and half of a file; all files and clients. */
    public static final CountingRules DEFAULT =
            new CountingRules(Duration.ofMinutes(30), Duration.ofDays(14), Redirects.EXCLUDE);

    /** The meaning of a 302 or 307, seen by a hub that never sees the download itself. */
    public enum Redirects {
        /** No download: the object storage's own log has it. */
        EXCLUDE,
        COUNT
    }

    public CountingRules {
        if (gap.toMillis() < 1 || gap.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("the session gap must be between 1 ms and 24 h: " + gap);
        }
        if (retention.toMillis() < 1)
            throw new IllegalArgumentException("the session retention must be positive: " + retention);
    }

    public CountingRules(Duration gap, Duration retention, Redirects redirects) {
        this(
                gap,
                retention,
                redirects,
                WithdrawalRule.NONE,
                Optional.of(PartialRule.DEFAULT),
                PathRule.NONE,
                ClientRules.NONE,
                SlotRule.NONE);
    }

    public CountingRules withGap(Duration other) {
        return new CountingRules(other, retention, redirects, withdrawn, partial, paths, clients, slots);
    }

    public CountingRules withRetention(Duration other) {
        return new CountingRules(gap, other, redirects, withdrawn, partial, paths, clients, slots);
    }

    public CountingRules withRedirects(Redirects other) {
        return new CountingRules(gap, retention, other, withdrawn, partial, paths, clients, slots);
    }

    public CountingRules withWithdrawn(WithdrawalRule other) {
        return new CountingRules(gap, retention, redirects, other, partial, paths, clients, slots);
    }

    public CountingRules withPartial(Optional<PartialRule> other) {
        return new CountingRules(gap, retention, redirects, withdrawn, other, paths, clients, slots);
    }

    public CountingRules withPaths(PathRule other) {
        return new CountingRules(gap, retention, redirects, withdrawn, partial, other, clients, slots);
    }

    public CountingRules withClients(ClientRules other) {
        return new CountingRules(gap, retention, redirects, withdrawn, partial, paths, other, slots);
    }

    public CountingRules withSlots(SlotRule other) {
        return new CountingRules(gap, retention, redirects, withdrawn, partial, paths, clients, other);
    }

    /** The first reason, of those that the event alone gives, for which it is not counted. */
    public Optional<ExclusionReason> exclude(Observation event) {
        if (!withdrawn.isEmpty() && withdrawn.withdraws(event)) return Optional.of(ExclusionReason.WITHDRAWN);
        Optional<ExclusionReason> reason = exclude(event.request());
        if (reason.isPresent()) return reason;
        if (!paths.isEmpty() && paths.ignores(event.path())) return Optional.of(ExclusionReason.PATH);
        if (clients.countAll()) return Optional.empty();
        ClientClass type = classOf(event);
        return clients.counts(type) ? Optional.empty() : Optional.of(ExclusionReason.of(type));
    }

    public ClientClass classOf(Observation event) {
        return clients.classes().of(event);
    }

    /** The first reason of those that the request and its answer alone give. */
    public Optional<ExclusionReason> exclude(FileRequest request) {
        String wanted = request.via() == Via.GIT ? "POST" : "GET";
        if (!request.method().equals(wanted)) return Optional.of(ExclusionReason.METHOD);
        if (!isDelivered(request)) return Optional.of(ExclusionReason.STATUS);
        Long start = request.rangeStart();
        if (request.status() == 206 && start != null && start != 0) return Optional.of(ExclusionReason.RANGE);
        boolean isPartial = partial.isPresent() && partial.get().isPartial(request);
        return isPartial ? Optional.of(ExclusionReason.PARTIAL) : Optional.empty();
    }

    /** True if the status is that of a delivery; a git server sends no parts. */
    private boolean isDelivered(FileRequest request) {
        int status = request.status();
        if (status == 200) return true;
        if (status == 206) return request.via() != Via.GIT;
        return redirects == Redirects.COUNT && (status == 302 || status == 307);
    }
}
