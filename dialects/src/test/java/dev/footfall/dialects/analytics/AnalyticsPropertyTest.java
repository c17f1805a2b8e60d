package dev.footfall.dialects.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.dialects.analytics.Facts.Fact;
import dev.footfall.dialects.analytics.Facts.Part;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Tokens;
import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.CallerRules;
import dev.footfall.queryapi.http.Served;
import dev.footfall.queryapi.http.TrustedProxies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers over HTTP against a naive count, over random repositories and periods. */
@Tag("slow")
class AnalyticsPropertyTest {
    private static final String ADMINISTRATOR = Tokens.bearer("root", Set.of(), true);
    private static final int PERIODS = 12;

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void countsEveryHourThatThePeriodTouches(long seed) throws IOException {
        var state = new InMemoryState(4);
        var facts = new Facts(seed, state);
        List<Api> extras = List.of(new AnalyticsApi(Optional.of(groups(facts))));
        var callers = new CallerRules(Tokens.CONFIG, 0, TrustedProxies.NONE);
        try (Served served = Served.serving(state, Served.config(callers), extras)) {
            for (int i = 0; i < PERIODS; i++) {
                check(served, facts, Asked.random(facts, i));
            }
        }
    }

    /** One of some users and others that nobody knows, one of nobody. */
    private Path groups(Facts facts) throws IOException {
        Set<String> some = facts.parts.stream().map(Part::user).limit(20).collect(Collectors.toSet());
        return Files.writeString(
                directory.resolve("groups.properties"),
                "team-1 = nobody, " + String.join(" , ", some) + ", " + "id:" + "0".repeat(32) + "\nempty =\n");
    }

    /** A period, open at either end by chance, of all users or a group. */
    private record Asked(boolean hasStart, boolean hasEnd, long start, long end, String group) {
        static Asked random(Facts facts, int i) {
            long one = i % 5 == 3 ? facts.someHour() * 3_600 : facts.second();
            long other = i % 5 == 0 || i % 5 == 3 ? one : facts.second();
            return new Asked(
                    i % 4 != 1,
                    i % 4 != 2,
                    Math.min(one, other),
                    Math.max(one, other),
                    List.of("", "team-1", "empty").get(i % 3));
        }

        boolean isIn(Fact fact) {
            boolean isAfter = !hasStart || fact.hour() >= start / 3_600;
            return isAfter && (!hasEnd || fact.hour() <= end / 3_600);
        }

        String query() {
            return "?group_id=" + group + (hasStart ? "&start_date=" + start : "") + (hasEnd ? "&end_date=" + end : "");
        }
    }

    private static void check(Served served, Facts facts, Asked asked) {
        List<Part> parts = facts.visibleParts(asked::isIn).stream()
                .filter(part -> asked.group().isEmpty() || isIn(asked.group(), part.user(), facts))
                .toList();
        List<Fact> counted = asked.group().isEmpty()
                ? facts.visible(asked::isIn)
                : parts.stream().map(Part::fact).toList();
        List<Fact> sums = Facts.byRepository(counted);
        List<Fact> used = counted.stream().filter(fact -> fact.files() > 0).toList();
        List<Fact> models = Facts.byRepository(used);
        long files = counted.stream().mapToLong(Fact::files).sum();
        long downloads = counted.stream().mapToLong(Fact::downloads).sum();
        long bytes = counted.stream().mapToLong(Fact::bytes).sum();

        List<String> listed = texts(json(served, "models" + asked.query()).get("models"));
        List<Fact> whole = sums.stream().filter(sum -> sum.files() > 0).toList();
        assertEquals(ranked(whole, Fact::files, sum -> model(sum, parts)), listed, asked.toString());

        JsonNode tokens = json(served, "tokens" + asked.query());
        assertEquals(ranked(sums, Fact::bytes, AnalyticsPropertyTest::tokens), texts(tokens.get("models")));
        assertEquals(bytes, tokens.get("total_tokens").asLong());

        assertEquals(
                "{\"total_messages\":" + files + ",\"total_chats\":" + downloads + ",\"total_models\":" + whole.size()
                        + ",\"total_users\":" + Facts.users(parts) + "}",
                json(served, "summary" + asked.query()).toString());

        List<String> users =
                texts(json(served, "users" + asked.query() + "&limit=1000").get("users"));
        assertEquals(users(parts), users, asked.toString());

        List<String> daily = texts(json(served, "daily" + asked.query()).get("data"));
        assertEquals(series(used, models, asked, false), daily, asked.toString());
        if (!asked.hasStart() || !asked.hasEnd() || asked.end() - asked.start() > 92 * 86_400) return;
        List<String> hourly = texts(
                json(served, "daily" + asked.query() + "&granularity=hourly").get("data"));
        assertEquals(series(used, models, asked, true), hourly, asked.toString());
    }

    private static boolean isIn(String group, String user, Facts facts) {
        return group.equals("team-1")
                && facts.parts.stream().map(Part::user).limit(20).anyMatch(user::equals);
    }

    private static String model(Fact sum, List<Part> parts) {
        List<Part> own =
                parts.stream().filter(part -> part.fact().id().equals(sum.id())).toList();
        return "{\"model_id\":\"" + sum.id() + "\",\"count\":" + sum.files() + ",\"unique_chats\":" + sum.downloads()
                + ",\"unique_users\":" + Facts.users(own) + "}";
    }

    private static String tokens(Fact sum) {
        return "{\"model_id\":\"" + sum.id() + "\",\"input_tokens\":0,\"output_tokens\":" + sum.bytes()
                + ",\"total_tokens\":" + sum.bytes() + ",\"message_count\":" + sum.files() + "}";
    }

    private static List<String> users(List<Part> parts) {
        Map<String, Fact> sums = parts.stream().collect(Collectors.toMap(Part::user, Part::fact, Fact::plus));
        return sums.entrySet().stream()
                .filter(sum -> sum.getValue().files() > 0)
                .sorted(Comparator.<Map.Entry<String, Fact>>comparingLong(
                                sum -> -sum.getValue().files())
                        .thenComparing(Map.Entry::getKey))
                .map(sum -> user(sum.getKey(), sum.getValue()))
                .toList();
    }

    private static String user(String user, Fact sum) {
        return "{\"user_id\":\"" + user + "\",\"name\":\"" + user + "\",\"email\":null,\"count\":" + sum.files()
                + ",\"input_tokens\":0,\"output_tokens\":" + sum.bytes() + ",\"total_tokens\":" + sum.bytes() + "}";
    }

    private interface Shown {
        String of(Fact sum);
    }

    private static List<String> ranked(List<Fact> sums, ToLongFunction<Fact> by, Shown shown) {
        return order(sums, by).stream().map(shown::of).toList();
    }

    private static List<Fact> order(List<Fact> sums, ToLongFunction<Fact> by) {
        return sums.stream()
                .sorted(Comparator.comparingLong(by).reversed().thenComparing(Fact::id))
                .toList();
    }

    private static List<String> series(List<Fact> counted, List<Fact> sums, Asked asked, boolean isHourly) {
        List<String> entries = new ArrayList<>();
        if (counted.isEmpty() && !(asked.hasStart() && asked.hasEnd())) return entries;
        long step = isHourly ? 1 : 24;
        long first = asked.hasStart()
                ? asked.start() / 3_600
                : counted.stream().mapToLong(Fact::hour).min().orElseThrow();
        long last = asked.hasEnd()
                ? asked.end() / 3_600
                : counted.stream().mapToLong(Fact::hour).max().orElseThrow();
        List<Fact> order = order(sums, Fact::files);
        for (long slot = first / step; slot <= last / step; slot++) {
            boolean isFirst = entries.isEmpty();
            Map<String, Long> models = new LinkedHashMap<>();
            for (int rank = 0; rank < order.size(); rank++) {
                String id = order.get(rank).id();
                long at = slot;
                long files = counted.stream()
                        .filter(fact -> fact.id().equals(id) && fact.hour() / step == at)
                        .mapToLong(Fact::files)
                        .sum();
                if (files > 0 || (isFirst && rank < 8)) models.put('"' + id + '"', files);
            }
            String date = LocalDate.ofEpochDay(slot * step / 24).toString();
            String label = isHourly ? date + String.format(" %02d:00", slot % 24) : date;
            entries.add("{\"date\":\"" + label + "\",\"models\":"
                    + models.toString().replace("=", ":").replace(", ", ",") + "}");
        }
        return entries;
    }

    private static JsonNode json(Served served, String path) {
        return Served.json(served.get("/api/v1/analytics/" + path, "Authorization", ADMINISTRATOR));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::toString)
                .toList();
    }
}
