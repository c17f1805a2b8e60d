package dev.footfall.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.Observation;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.ExclusionReason;
import dev.footfall.rules.PartialRule;
import dev.footfall.rules.PathRule;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The product excludes the events of a load for the reasons that the oracle expects. */
class LoadRulesTest {
    private static final LocalDate UNTIL = LocalDate.of(2026, 1, 31);
    private static final Load LOAD = new Load(20_000, 500, 1_000, 30, 7, UNTIL, Load.Manner.VISITS);
    private static final long NOW_MILLIS = UNTIL.plusDays(1).toEpochDay() * 86_400_000;
    private static final PathRule NO_CHECKSUMS = new PathRule(List.of("*.sha256", "data/**"));

    static Stream<CountingRules> rules() {
        return Stream.of(
                CountingRules.DEFAULT,
                CountingRules.DEFAULT.withPartial(Optional.empty()),
                CountingRules.DEFAULT.withPartial(Optional.of(new PartialRule(10_000_000_000L, 0.001))),
                CountingRules.DEFAULT.withPaths(NO_CHECKSUMS));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void areThoseOfTheProduct(CountingRules rules) {
        var expected = new Oracle.LoadRules(rules, LOAD.seed());
        var text = new EventText(new Catalog(LOAD.repositories(), 8), LOAD.seed());
        Set<ExclusionReason> seen = EnumSet.noneOf(ExclusionReason.class);

        for (Iterator<LoadEvent> events = LOAD.stream(); events.hasNext(); ) {
            LoadEvent event = events.next();
            Optional<ExclusionReason> reason = expected.exclusion(event);
            DownloadEvent decoded =
                    EventCodec.decode(text.of(event), NOW_MILLIS).value().orElseThrow();
            assertEquals(rules.exclude(Observation.of(decoded)), reason, event::toString);
            reason.ifPresent(seen::add);
        }

        Set<ExclusionReason> some = EnumSet.of(ExclusionReason.METHOD, ExclusionReason.STATUS, ExclusionReason.RANGE);
        if (rules.partial().isPresent()) some.add(ExclusionReason.PARTIAL);
        if (!rules.paths().isEmpty()) some.add(ExclusionReason.PATH);
        assertEquals(some, seen);
    }
}
