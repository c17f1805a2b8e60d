package dev.footfall.bench;

import dev.footfall.rules.CountingRules;
import dev.footfall.rules.ExclusionReason;
import dev.footfall.rules.PartialRule;
import java.util.Optional;

/** The rules by which a load counts, implemented apart from the product except for the matching of paths. */
public record LoadRules(CountingRules rules, long seed) {
    public LoadRules {
        if (!rules.withdrawn().isEmpty()) {
            throw new IllegalArgumentException("withdrawn: all events of a load are true");
        }
    }

    long gapMillis() {
        return rules.gap().toMillis();
    }

    /** The first reason of the definitions that excludes the request, other than as a duplicate. */
    public Optional<ExclusionReason> exclusion(LoadEvent event) {
        Optional<ExclusionReason> ofKind = exclusion(event.kind());
        if (ofKind.isPresent()) return ofKind;
        if (rules.partial().map(rule -> isPartial(event, rule)).orElse(false))
            return Optional.of(ExclusionReason.PARTIAL);
        boolean isIgnored = rules.paths().ignores(EventText.path(event, seed));
        return isIgnored ? Optional.of(ExclusionReason.PATH) : Optional.empty();
    }

    private static Optional<ExclusionReason> exclusion(LoadEvent.Kind kind) {
        return switch (kind) {
            case FILE, CHECKSUM, LFS, CLONE, FIRST_PART, BEGINNING -> Optional.empty();
            case PROBE -> Optional.of(ExclusionReason.METHOD);
            case MISSING -> Optional.of(ExclusionReason.STATUS);
            case LATER_PART -> Optional.of(ExclusionReason.RANGE);
        };
    }

    private static boolean isPartial(LoadEvent event, PartialRule rule) {
        boolean isPart = event.kind().status == 206 && event.size() >= 0;
        return isPart && event.bytes() < rule.belowBytes() && event.bytes() < rule.belowShare() * event.size();
    }
}
