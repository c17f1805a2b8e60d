package dev.footfall.dialects;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.events.Sha256;
import dev.footfall.queryapi.http.SeenRepository;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A repository as the Hub describes it.
 *
 * @param days its downloads of the last days, ascending, to {@code today}
 * @param registered what was last registered of it; empty if it never was
 */
record HubEntry(SeenRepository seen, List<Long> days, LocalDate today, Optional<RepositoryEvent> registered) {
    static final int WEEK = 7;
    private static final int ID_BYTES = 12;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Those that are there without {@code expand}. */
    static final Set<String> STANDARD =
            words("modelId author private gated disabled likes downloads trendingScore tags createdAt lastModified");

    /** Those that may be expanded: these, that of all days, and others of the Hub, which are not there. */
    static final Set<String> EXPANDABLE =
            words("author baseModels cardData childrenModelCount citation config createdAt"
                    + " datasets description disabled downloads downloadsAllTime evalResults gated gguf inference"
                    + " inferenceProviderMapping lastModified library_name likes mask_token model-index models paperswithcode_id"
                    + " pipeline_tag private resourceGroup runtime safetensors sdk sha siblings spaces subdomain tags"
                    + " transformersInfo trendingScore usedStorage widgetData xetEnabled");

    static Set<String> words(String text) {
        return Set.of(text.split(" ", -1));
    }

    RepoId repo() {
        return seen.repo();
    }

    long downloads() {
        return sum(days);
    }

    long trendingScore() {
        return sum(days.subList(days.size() - WEEK, days.size()));
    }

    private static long sum(List<Long> days) {
        return days.stream().mapToLong(Long::longValue).sum();
    }

    long likes() {
        return seen.numbers().likes();
    }

    Instant createdAt() {
        return registered
                .map(event -> event.details().createdAt().orElse(event.time()))
                .orElse(Instant.EPOCH);
    }

    /** The last of the days with downloads, else when it was registered. */
    Instant lastModified() {
        for (int back = 0; back < days.size(); back++) {
            if (days.get(days.size() - 1 - back) > 0)
                return today.minusDays(back).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        return registered.map(RepositoryEvent::time).orElse(Instant.EPOCH);
    }

    /** Of these names, and the ids, which are always there. */
    Map<String, Object> fields(Set<String> names) {
        String id = repo().fullName();
        Map<String, Object> fields =
                Dialect.object("_id id modelId author private", hash(), id, id, repo().namespace(), seen.isPrivate());
        fields.putAll(Dialect.object("gated disabled likes downloads", false, false, likes(), downloads()));
        fields.putAll(Dialect.object(
                "downloadsAllTime trendingScore tags",
                seen.numbers().downloads(),
                trendingScore(),
                registered.map(event -> event.details().tags()).orElse(List.of())));
        fields.putAll(Dialect.object("createdAt lastModified", TIME.format(createdAt()), TIME.format(lastModified())));
        if (repo().type() != RepoType.MODEL) fields.remove("modelId");
        fields.keySet().removeIf(name -> !name.equals("_id") && !name.equals("id") && !names.contains(name));
        return fields;
    }

    /** 24 hexadecimal digits that are always the same for it. */
    private String hash() {
        byte[] digest = Sha256.begin().digest(repo().keyBytes());
        return HexFormat.of().formatHex(digest, 0, ID_BYTES);
    }
}
