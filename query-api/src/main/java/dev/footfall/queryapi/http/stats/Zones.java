package dev.footfall.queryapi.http.stats;

import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.web.openapi.Schema;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

final class Zones {
    static final QueryParameter<Optional<String>> PARAMETER = QueryParameter.checked(
            "tz",
            "IANA time zone of the days, with offsets of whole hours; by default UTC.",
            Schema.text().with("pattern", "^[A-Za-z0-9_+/-]+$").with("example", "Europe/Berlin"),
            ZoneId.getAvailableZoneIds()::contains,
            "an IANA time zone, such as Europe/Berlin");

    private static final long HOUR = Duration.ofHours(1).toSeconds();

    private Zones() {}

    static ZoneId of(QueryParameters query) {
        return PARAMETER.of(query).map(ZoneId::of).orElse(ZoneOffset.UTC);
    }

    static boolean isUtc(ZoneId zone) {
        return zone.getRules().equals(ZoneOffset.UTC.getRules());
    }

    /**
     * Checks that UTC hours of [{@code from}, {@code to}), and the one after, are whole hours of the zone: clocks that are put back
     * just after midnight bring a day's last hour back.
     *
     * @throws BadParameter if an offset has half or quarter hours, or clocks change within an hour
     */
    static void check(ZoneId zone, Instant from, Instant to) {
        ZoneRules rules = zone.getRules();
        Instant time = from;
        Instant end = to.plusSeconds(HOUR);
        while (time.isBefore(end)) {
            ZoneOffset offset = rules.getOffset(time);
            if (offset.getTotalSeconds() % HOUR != 0) throw refused(zone, "is at " + offset, time);
            ZoneOffsetTransition next = rules.nextTransition(time);
            if (next == null || !next.getInstant().isBefore(end)) return;
            time = next.getInstant();
            if (time.getEpochSecond() % HOUR != 0) throw refused(zone, "changes its clocks within an hour", time);
        }
    }

    private static BadParameter refused(ZoneId zone, String reason, Instant time) {
        String words = "a zone of whole hours, since downloads are counted by UTC hour: " + zone + " " + reason + ", "
                + time.atZone(zone).toLocalDate();
        return new BadParameter(PARAMETER.name(), zone.getId(), words);
    }
}
