package dev.footfall.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
import dev.footfall.events.Observation;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import dev.footfall.rules.clients.ClientClass;
import dev.footfall.rules.clients.ClientPattern;
import dev.footfall.rules.clients.ClientRule;
import dev.footfall.rules.clients.ClientRules;
import dev.footfall.rules.clients.PatternForm;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountingRulesTest {
    private static final CountingRules COUNTING_REDIRECTS =
            new CountingRules(Duration.ofMinutes(30), Duration.ofDays(14), CountingRules.Redirects.COUNT);

    @ParameterizedTest
    @CsvSource({
        "HTTP, GET,  200,    , counted",
        "HTTP, GET,  206,    , counted",
        "HTTP, GET,  206, 0  , counted",
        "HTTP, GET,  206, 1  , range",
        "HTTP, GET,  200, 5  , counted",
        "HTTP, HEAD, 200,    , method",
        "HTTP, HEAD, 404,    , method",
        "HTTP, get,  200,    , method",
        "HTTP, POST, 200,    , method",
        "HTTP, GET,  304,    , status",
        "HTTP, GET,  404, 7  , status",
        "HTTP, GET,  302,    , status",
        "LFS,  GET,  200,    , counted",
        "LFS,  PUT,  200,    , method",
        "GIT,  POST, 200,    , counted",
        "GIT,  GET,  200,    , method",
        "GIT,  POST, 401,    , status",
        "GIT,  POST, 206,    , status",
        "GIT,  POST, 206, 0  , status",
        "GIT,  POST, 206, 1  , status",
        "GIT,  GET,  206,    , method",
    })
    void namesTheFirstReason(Via via, String method, int status, @Nullable Long rangeStart, String expected) {
        assertEquals(expected, verdict(CountingRules.DEFAULT, via, method, status, rangeStart));
    }

    @ParameterizedTest
    @CsvSource({"302, counted", "307, counted", "301, status", "303, status", "308, status", "200, counted"})
    void countsRedirectsToStorageWhereTheyAreSaidToCount(int status, String expected) {
        assertEquals(expected, verdict(COUNTING_REDIRECTS, Via.HTTP, "GET", status, null));
    }

    @ParameterizedTest
    @CsvSource({
        "206, 100000,  ,   1500000000, partial",
        "206, 100000,  0,  1500000000, partial",
        "206, 100000,  1,  1500000000, range",
        "404, 100000,  ,   1500000000, status",
        "200, 100000,  ,   1500000000, counted",
        "206, 100000,  0,  ,           counted",
        "206, 100000,  0,  200000,     counted",
        "206, 99999,   0,  200000,     partial",
        "206, 1048576, 0,  1500000000, counted",
        "206, 1048575, 0,  1500000000, partial",
        "206, 0,       0,  0,          counted",
        "206, 0,       0,  1,          partial",
    })
    void excludesASmallFirstPartOfAFileWhoseSizeIsKnown(
            int status, long bytes, @Nullable Long rangeStart, @Nullable Long size, String expected) {
        var request = new FileRequest(Via.HTTP, "GET", status, bytes, rangeStart, size);

        assertEquals(expected, label(CountingRules.DEFAULT.exclude(request)));
        String without = expected.equals("partial") ? "counted" : expected;
        assertEquals(
                without,
                label(CountingRules.DEFAULT.withPartial(Optional.empty()).exclude(request)));
    }

    @ParameterizedTest
    @CsvSource({
        "200, 10, 100, model.bin.asc, path",
        "206, 10, 100, model.bin.asc, partial",
        "404, 10, 100, model.bin.asc, status",
        "200, 10, 100, model.bin,     counted",
        "200, 10, 100, '',            counted",
    })
    void excludesIgnoredFilesAfterAllReasonsOfTheRequest(
            int status, long bytes, long size, String path, String expected) {
        CountingRules rules = CountingRules.DEFAULT.withPaths(new PathRule(List.of("*.asc")));
        var request = new FileRequest(Via.HTTP, "GET", status, bytes, null, size);
        var event = new DownloadEvent(
                "e-1",
                Instant.EPOCH,
                new RepoId(RepoType.MODEL, "myorg", "mymodel"),
                VisitorId.user("alice"),
                request,
                new EventDetails(path, null, null, null));

        assertEquals(expected, label(rules.exclude(Observation.of(event))));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "bot/1,  -,     -,        200, class:robot",
                "bot/1,  -,     -,        404, status",
                "bot/1,  alice, -,        200, counted",
                "bot/1,  bob,   -,        200, class:robot",
                "curl/8, -,     -,        200, counted",
                "curl/8, -,     builders, 200, class:ci",
                "curl/8, alice, builders, 200, counted",
                "-,      -,     -,        200, class:unknown",
                "x/1,    -,     -,        200, class:unknown",
            })
    void excludesClassesOfClientsByAgentUserAndNetwork(
            @Nullable String agent, @Nullable String user, @Nullable String network, int status, String expected) {
        ClientRules clients = new ClientRules(
                Set.of(ClientClass.ROBOT, ClientClass.CI, ClientClass.UNKNOWN),
                List.of(
                        rule(PatternForm.USER, "alice", ClientClass.BROWSER),
                        rule(PatternForm.NETWORK, "builders", ClientClass.CI),
                        rule(PatternForm.AGENT_PREFIX, "bot/", ClientClass.ROBOT),
                        rule(PatternForm.AGENT_PREFIX, "curl/", ClientClass.TOOL)));
        var event = new DownloadEvent(
                "e-1",
                Instant.EPOCH,
                new RepoId(RepoType.MODEL, "myorg", "mymodel"),
                user == null ? VisitorId.anonymous("0123456789abcdef0123456789abcdef") : VisitorId.user(user),
                new FileRequest(Via.HTTP, "GET", status, 10, null),
                new EventDetails("model.bin.asc", null, agent, null, network, null));

        CountingRules rules = CountingRules.DEFAULT.withClients(clients);
        assertEquals(expected, label(rules.exclude(Observation.of(event))));
        CountingRules withPaths = rules.withPaths(new PathRule(List.of("*.asc")));
        assertEquals(status == 200 ? "path" : expected, label(withPaths.exclude(Observation.of(event))));
    }

    private static ClientRule rule(PatternForm form, String text, ClientClass type) {
        return new ClientRule(1, "", List.of(new ClientPattern(form, text, type)));
    }

    @Test
    void numbersReasonsForGoodAndWithoutGaps() {
        assertEquals(
                "{withdrawn=14, method=0, status=1, range=2, partial=5, path=6, class:tool=7, class:browser=8, class:ci=9, class:mirror=10,"
                        + " class:monitor=11, class:robot=12, class:unknown=13, late=3, duplicate=4, double-click=15}",
                Arrays.stream(ExclusionReason.values())
                        .collect(Collectors.toMap(
                                ExclusionReason::label, ExclusionReason::number, Math::max, LinkedHashMap::new))
                        .toString());
        for (ExclusionReason reason : ExclusionReason.values()) {
            assertEquals(reason, ExclusionReason.ofNumber(reason.number()));
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-,  -,               -, -, counted",
                "s2, -,               -, -, counted",
                "s,  -,               -, -, withdrawn",
                "s,  model/myorg/b,   -, -, counted",
                "s,  model/myorg/a,   -, -, withdrawn",
                "-,  model/myorg/a,   -, -, withdrawn",
                "-,  dataset/myorg/a, -, -, counted",
                "s,  -,               1970-01-02T00:00:00Z, -, withdrawn",
                "s,  -,               1970-01-02T00:00:00.001Z, -, counted",
                "s,  -,               -, 1970-01-02T00:00:00Z, counted",
                "s,  -,               -, 1970-01-02T00:00:00.001Z, withdrawn",
            })
    void withdrawsEventsOfASourceARepositoryAndATimeBeforeAnyOtherReason(
            @Nullable String source,
            @Nullable String repository,
            @Nullable String from,
            @Nullable String to,
            String expected) {
        var event = new DownloadEvent(
                "e-1",
                Instant.parse("1970-01-02T00:00:00Z"),
                new RepoId(RepoType.MODEL, "myorg", "a"),
                VisitorId.user("alice"),
                new FileRequest(Via.HTTP, "HEAD", 404, 10, null),
                new EventDetails("f", null, null, "s"));
        List<Withdrawal> all = source == null && repository == null
                ? List.of()
                : List.of(new Withdrawal(
                        Optional.ofNullable(source),
                        Optional.ofNullable(repository).flatMap(RepoId::ofKey),
                        Optional.ofNullable(from).map(Instant::parse),
                        Optional.ofNullable(to).map(Instant::parse)));
        CountingRules rules = CountingRules.DEFAULT.withWithdrawn(new WithdrawalRule(all));

        assertEquals(expected.equals("counted") ? "method" : expected, label(rules.exclude(Observation.of(event))));
    }

    @Test
    void withdrawsNothingOfAnUnknownSource() {
        var event = new DownloadEvent(
                "e-1",
                Instant.EPOCH,
                new RepoId(RepoType.MODEL, "myorg", "a"),
                VisitorId.user("alice"),
                new FileRequest(Via.HTTP, "GET", 200, 10, null),
                EventDetails.NONE);
        var some = new Withdrawal(Optional.of("s"), Optional.empty(), Optional.empty(), Optional.empty());

        assertFalse(new WithdrawalRule(List.of(some)).withdraws(Observation.of(event)));
    }

    @Test
    void refusesToWithdrawEverything() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Withdrawal(Optional.empty(), Optional.empty(), Optional.of(Instant.EPOCH), Optional.empty()));
    }

    @Test
    void refusesPartsOfNothing() {
        assertThrows(IllegalArgumentException.class, () -> new PartialRule(0, 0.5));
        for (double share : new double[] {0, -0.5, 1.01, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> new PartialRule(1, share));
        }
    }

    @Test
    void refusesDoubleClicksBesideAGap() {
        Duration half = Duration.ofSeconds(30);
        assertThrows(IllegalArgumentException.class, () -> new SlotRule(Duration.ZERO, half));
        assertThrows(IllegalArgumentException.class, () -> new SlotRule(Duration.ofSeconds(7), half));
        assertEquals(half, new SlotRule(Duration.ofSeconds(20), half).doubleClick());
    }

    private static String label(Optional<ExclusionReason> reason) {
        return reason.map(ExclusionReason::label).orElse("counted");
    }

    private static String verdict(CountingRules rules, Via via, String method, int status, @Nullable Long rangeStart) {
        return label(rules.exclude(new FileRequest(via, method, status, 0, rangeStart)));
    }
}
