package dev.footfall.logs.client;

import dev.footfall.events.Parsed;
import dev.footfall.events.SourceTrust;
import dev.footfall.events.TopicSpec;
import dev.footfall.ingest.sharedlog.SharedTopic;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The trust of each day of each source that had lists of proxies, about 200 bytes a day. The first record of a day holds, so ingests
 * that meet a day at the same time need no turn: whatever they write, they read the same.
 */
public final class TrustRegistry {
    public static final SharedTopic<TrustRegistry, SourceTrust> TOPIC = new SharedTopic<>(
            "trusted proxies of sources",
            TopicSpec.TRUSTED_PROXIES,
            TrustRegistry::new,
            SourceTrust::recordKey,
            trust -> Optional.of(trust.toJson()),
            (key, value) ->
                    value.map(SourceTrust::decode).flatMap(Parsed::value).filter(TrustRegistry::isUsable),
            TrustRegistry::replay);

    private final Map<DayOfSource, ProxyTrust> trusts = new HashMap<>();
    private final Map<String, ProxyTrust> known = new HashMap<>();

    private static boolean isUsable(SourceTrust trust) {
        try {
            return of(trust.proxies()) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static ProxyTrust of(String proxies) {
        return ProxyTrust.of(proxies.isEmpty() ? List.of() : List.of(proxies.split(",", -1)));
    }

    void replay(SourceTrust next, Instant logTime) {
        trusts.putIfAbsent(
                new DayOfSource(next.source(), next.day()), known.computeIfAbsent(next.proxies(), TrustRegistry::of));
    }

    /** A copy. */
    Map<DayOfSource, ProxyTrust> trusts() {
        return Map.copyOf(trusts);
    }

    Optional<ProxyTrust> trust(DayOfSource day) {
        return Optional.ofNullable(trusts.get(day));
    }

    List<SourceTrust> toHold(DayOfSource day, ProxyTrust present) {
        return trusts.containsKey(day)
                ? List.of()
                : List.of(new SourceTrust(day.day(), day.source(), String.join(",", present.named())));
    }
}
