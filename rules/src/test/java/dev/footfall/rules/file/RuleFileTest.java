package dev.footfall.rules.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.RepoId;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.PartialRule;
import dev.footfall.rules.PathRule;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.rules.SlotRule;
import dev.footfall.rules.Withdrawal;
import dev.footfall.rules.WithdrawalRule;
import dev.footfall.rules.clients.ClientClass;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class RuleFileTest {
    private static final String WHOLE = """
            name: mine
            session: {gap: PT1H, retention: P7D}
            redirects: count
            slots: {session: PT15M, double-click: PT1M}
            withdrawn:
              - {source: mirror-2, repository: model/a/b, from: 2026-10-01, to: "2026-10-02T06:00:00Z"}
              - {source: mirror-3}
            partial: {below-bytes: 2MiB, below-share: 0.25}
            paths: {ignore: ["*.asc", "docs/**"]}
            projections: [users, hours]
            classes: {robot: exclude, ci: exclude}
            clients:
              - {class: tool, agent-prefix: [curl/, Wget/], user: [alice]}
              - {class: robot, agent-contains: [bot/]}
            """;

    @Test
    void readsWhatDecides() {
        RuleFile rules = read(WHOLE);

        assertEquals("mine", rules.name());
        assertEquals(
                new CountingRules(
                        Duration.ofHours(1),
                        Duration.ofDays(7),
                        CountingRules.Redirects.COUNT,
                        new WithdrawalRule(List.of(
                                new Withdrawal(
                                        Optional.of("mirror-2"),
                                        RepoId.ofKey("model/a/b"),
                                        Optional.of(Instant.parse("2026-10-01T00:00:00Z")),
                                        Optional.of(Instant.parse("2026-10-02T06:00:00Z"))),
                                new Withdrawal(
                                        Optional.of("mirror-3"),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()))),
                        Optional.of(new PartialRule(2 << 20, 0.25)),
                        new PathRule(List.of("*.asc", "docs/**")),
                        rules.clients(),
                        new SlotRule(Duration.ofMinutes(15), Duration.ofMinutes(1))),
                rules.counting());
        assertEquals(List.of("hours", "users"), rules.projections());
        assertEquals(Set.of(ClientClass.ROBOT, ClientClass.CI), rules.clients().excluded());
        assertEquals(2, rules.clients().rules().size());
        assertEquals(13, rules.clients().rules().get(0).line());
        assertEquals(WHOLE, rules.text());
    }

    @Test
    void countsByTheDefaultsWhereNothingIsSaid() {
        RuleFile rules = read("name: short");

        assertEquals(CountingRules.DEFAULT, rules.counting());
        assertEquals(ProjectionNames.STANDARD, rules.projections());
        assertEquals(Set.of(), rules.clients().excluded());
        assertEquals(List.of(), rules.clients().rules());
    }

    @Test
    void keepsTheOtherRulesWhenASettingChangesOne() {
        CountingRules changed = read(WHOLE)
                .with("session.gap", "PT10M")
                .with("session.retention", "P60D")
                .with("counting.redirects", "exclude")
                .counting();

        assertEquals(read(WHOLE).counting().partial(), changed.partial());
        assertEquals(read(WHOLE).counting().paths(), changed.paths());
    }

    @Test
    void countsAnyFirstPartWherePartialIsOff() {
        assertEquals(Optional.empty(), read("name: a\npartial: off").counting().partial());
    }

    @Test
    void hasOneDigestHoweverItIsWritten() {
        RuleFile other = read("""
                # the same, otherwise
                clients:
                - agent-prefix:
                    - "Wget/"
                    - 'curl/'   # and curl
                  user: [alice]
                  class: tool
                - agent-contains: [bot/]
                  class: robot
                classes:
                  {ci: exclude, robot: exclude, tool: count}
                projections: [hours, users, hours]
                redirects: count
                slots: {double-click: PT60S, session: PT0H15M}
                withdrawn:
                - source: mirror-3
                - {to: "2026-10-02T08:00:00+02:00", from: "2026-10-01T00:00:00Z", repository: model/a/b, source: mirror-2}
                - source: mirror-3
                paths: {ignore: ["docs/**", "*.asc"]}
                partial: {below-share: 0.250, below-bytes: 2097152}
                session: {retention: PT168H, gap: PT3600S}
                name: other
                """);

        assertEquals(read(WHOLE).digest(), other.digest());
        assertEquals("other@" + other.digest(), other.id());
        assertTrue(other.digest().matches("[0-9a-f]{12}"), other.digest());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PT1H | PT2H",
                "P7D | P8D",
                "redirects: count | redirects: exclude",
                "mirror-3 | mirror-4",
                "repository: model/a/b | repository: model/a/c",
                "from: 2026-10-01 | from: 2026-09-30",
                "06:00:00Z | 06:00:01Z",
                "- {source: mirror-3} | - {source: mirror-3, to: 2026-10-01}",
                "[users, hours] | [users]",
                "robot: exclude | robot: count",
                "2MiB | 2MB",
                "0.25 | 0.5",
                "{below-bytes: 2MiB, below-share: 0.25} | off",
                "docs/** | docs/*",
                "*.asc | *.sig",
                "class: tool | class: ci",
                "curl/ | Curl/",
                "agent-prefix | agent-contains",
                "agent-prefix | agent-equals",
                "user: [alice] | network: [alice]",
                "[curl/, Wget/] | ['curl/ Wget/']",
            })
    void hasAnotherDigestWhereAnythingElseDecides(String was, String is) {
        String other = WHOLE.replace(was, is);

        assertNotEquals(WHOLE, other);
        assertNotEquals(read(WHOLE).digest(), read(other).digest());
    }

    @Test
    void hasAnotherDigestWhenTheOrderOfRulesIsAnother() {
        String tool = "- {class: tool, agent-contains: [a]}\n";
        String robot = "- {class: robot, agent-contains: [b]}\n";

        assertNotEquals(
                read("name: a\nclients:\n" + tool + robot).digest(),
                read("name: a\nclients:\n" + robot + tool).digest());
    }

    @ParameterizedTest
    @CsvSource({
        "session.gap, PT10M",
        "session.retention, P60D",
        "counting.redirects, count",
        "projections, 'hours, users'",
        "projections, none"
    })
    void takesAValueOfASettingAndHasAnotherDigestThen(String key, String value) {
        RuleFile rules = RuleFile.of("default");

        assertNotEquals(rules.digest(), rules.with(key, value).digest());
        assertEquals(rules.name(), rules.with(key, value).name());
    }

    @Test
    void isTheSameWithItsOwnValues() {
        RuleFile rules = RuleFile.of("default");

        assertEquals(
                rules.digest(),
                rules.with("session.gap", "PT1800S")
                        .with("session.retention", "P14D")
                        .with("counting.redirects", "exclude")
                        .with("projections", "source-hours,users,classes,sources,hours,clients")
                        .digest());
    }

    @Test
    void hasAnotherDigestWhereAnotherNumberOfFilesIsToldApart() {
        RuleFile rules = RuleFile.of("default").with("projections", "files, hours");

        assertEquals(List.of("hours", "files"), rules.projections());
        assertEquals(rules.digest(), rules.with("breakdowns.files", "500").digest());
        assertEquals(
                rules.digest(), rules.with("projections", "hours,files:500").digest());
        RuleFile fewer = rules.with("breakdowns.files", "20");
        assertEquals(List.of("hours", "files:20"), fewer.projections());
        assertNotEquals(rules.digest(), fewer.digest());
        assertEquals(
                RuleFile.of("default").digest(),
                RuleFile.of("default").with("breakdowns.files", "20").digest());
    }

    @Test
    void tellsTheLastOfTwoNumbersOfFilesApart() {
        for (String last : List.of("files:20", "files:30", "files:200", "files:7")) {
            String names = "[files:99, hours, " + last + "]";
            RuleFile rules = RuleFile.of("x.yaml", "name: x\nprojections: " + names + "\n", Map.of());

            assertEquals(List.of("hours", last), rules.projections(), names);
        }
    }

    @Test
    void hasAnotherDigestWhereAnotherNumberOfRevisionsIsToldApart() {
        RuleFile rules = RuleFile.of("default").with("projections", "revisions, hours");

        assertEquals(List.of("hours", "revisions"), rules.projections());
        assertEquals(rules.digest(), rules.with("breakdowns.revisions", "200").digest());
        assertEquals(
                rules.digest(), rules.with("projections", "hours,revisions:200").digest());
        RuleFile fewer = rules.with("breakdowns.revisions", "20");
        assertEquals(List.of("hours", "revisions:20"), fewer.projections());
        assertNotEquals(rules.digest(), fewer.digest());
        assertEquals(
                RuleFile.of("default").digest(),
                RuleFile.of("default").with("breakdowns.revisions", "20").digest());
    }

    @ParameterizedTest
    @CsvSource({
        "session.gap, PT59S, 'session.gap is ''PT59S'': allowed is an ISO-8601 duration, PT1M to PT24H'",
        "counting.redirects, yes, 'counting.redirects is ''yes'': allowed is exclude or count'",
        "projections, minutes, 'projections is ''minutes'': allowed is some of hours, clients, sources, users, classes, source-hours, visitors, files, revisions, countries, uniques, access'",
        "projections, 'files:0', 'projections is ''files:0'': allowed is some of hours, clients, sources, users, classes, source-hours, visitors, files, revisions, countries, uniques, access'",
        "query.port, 80, 'query.port is ''80'': allowed is session.gap, session.retention, counting.redirects, projections'",
    })
    void refusesAValueThatASettingMayNotHave(String key, String value, String message) {
        RuleFile rules = RuleFile.of("default");

        var refused = assertThrows(IllegalArgumentException.class, () -> rules.with(key, value));

        assertEquals(message, refused.getMessage());
    }

    @Test
    void countsAsFootfallDoesWithTheDefaultSetAndExcludesNoClass() {
        RuleFile rules = RuleFile.of("default");

        assertEquals("default", rules.name());
        assertEquals(CountingRules.DEFAULT.withClients(rules.clients()), rules.counting());
        assertEquals(ProjectionNames.STANDARD, rules.projections());
        assertEquals(Set.of(), rules.clients().excluded());
    }

    @Test
    void differsFromTheDefaultInWhatCountsAloneWhereRobotsAreApart() {
        RuleFile rules = RuleFile.of("robots-apart");

        assertEquals(RuleFile.of("default").counting().withClients(rules.clients()), rules.counting());
        assertEquals(
                Set.of(ClientClass.MIRROR, ClientClass.MONITOR, ClientClass.ROBOT),
                new HashSet<>(rules.clients().excluded()));
        assertEquals(patterns(RuleFile.of("default")), patterns(rules));
        assertFalse(rules.clients().counts(ClientClass.ROBOT));
    }

    @Test
    void countsByTheClockWhereCounterIs() {
        RuleFile rules = RuleFile.of("counter");

        var slots = new SlotRule(Duration.ofHours(1), Duration.ofSeconds(30));
        assertEquals(RuleFile.of("robots-apart").counting().withSlots(slots), rules.counting());
        assertTrue(rules.projections().contains("access"));
        assertEquals(List.of("hours"), rules.with("projections", "hours").projections());
        String refused = assertThrows(BadRuleFile.class, () -> rules.with("projections", "hours,files:9"))
                .getMessage();
        String allowed = "allowed is names without files, sources beside double clicks";
        assertTrue(Objects.requireNonNull(refused).endsWith(allowed), refused);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: x\n",
                "name: x",
                "name: x\nsession: {gap: PT1H}\nredirects: count\nprojections: [users]\n# the end\n",
                "name: x\nprojections:\n- users\n- hours\nsession:\n  retention: P3D\n\n  gap: PT1H\npaths: {ignore: ['*.md']}\n",
                "name: x\nprojections:\n# all\n- users\n\n# and\n- hours\nsession:\n  gap: PT1H\n# long\n  retention: P3D\n# end\n",
            })
    void writesWhatSettingsChangeIntoItsText(String text) {
        RuleFile rules = RuleFile.of("x.yaml", text, Map.of());
        RuleFile changed = rules.with("session.gap", "PT10M")
                .with("counting.redirects", "exclude")
                .with("projections", "hours,files:9");

        RuleFile copy = RuleFile.of("copy.yaml", changed.effectiveText(), Map.of());

        assertEquals(changed.digest(), copy.digest());
        assertEquals(text, rules.effectiveText());
        assertEquals(changed.effectiveText(), copy.effectiveText());
    }

    @Test
    void writesItsTextHoweverManyLinesThatHas() {
        String projections = "projections:\n" + "# one\n- users\n\n".repeat(9_000) + "# end\n".repeat(9_000);
        RuleFile rules = RuleFile.of("x.yaml", "name: x\n" + projections, Map.of());

        String text = rules.with("session.gap", "PT10M").effectiveText();

        assertTrue(text.startsWith("name: x\nprojections: [users]\n\n# end\n"), text);
    }

    @Test
    void writesNoTextThatCountsOtherwise() {
        RuleFile rules = RuleFile.of("x.yaml", "{name: x, session: {gap: PT1H}}", Map.of());

        assertThrows(
                IllegalArgumentException.class,
                () -> rules.with("session.gap", "PT10M").effectiveText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "robots-apart", "counter"})
    void saysEveryClassInTheSetsOfTheProgram(String name) {
        RuleFile rules = RuleFile.of(name);

        for (ClientClass type : ClientClass.values()) {
            assertTrue(rules.text().contains(type.label() + ": "), () -> name + " lacks " + type);
        }
    }

    private static List<String> patterns(RuleFile rules) {
        return rules.clients().rules().stream()
                .map(rule -> rule.patterns().toString())
                .toList();
    }

    private static RuleFile read(String text) {
        return RuleFileReader.read("mine.yaml", text, ListFiles.none());
    }
}
