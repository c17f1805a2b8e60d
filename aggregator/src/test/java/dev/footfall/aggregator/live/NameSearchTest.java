package dev.footfall.aggregator.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.RepositoryTotals;
import dev.footfall.aggregator.query.ListPage;
import dev.footfall.aggregator.query.NameMatch;
import dev.footfall.aggregator.query.NameRule;
import dev.footfall.aggregator.query.NameSearch;
import dev.footfall.aggregator.query.SearchHit;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Searches by name, and the same by plain texts over all repositories. */
@Tag("slow")
class NameSearchTest {
    private static final RepoType[] TYPES = RepoType.values();
    private static final String[] WORDS = {"a", "ab", "Abc", "abcd", "bc", "b2", "model", "DATA", "x"};
    private static final String[] TYPED = {
        "",
        "a",
        "AB",
        "abc",
        "abcd-x",
        "b",
        "bc_",
        "bc a",
        "x/a",
        "a-",
        "-",
        "2",
        "model",
        "data",
        "model/ab",
        "dataset/x",
        "dataset ab",
        "/",
        "é",
        "mod",
        "model/a/a",
        "DATA.x"
    };

    @ParameterizedTest
    @CsvSource({
        "kestrel-7B-chat, EXACT",
        "Quiet-Harbor/kestrel-7b-CHAT, EXACT",
        "model/quiet-harbor/kestrel-7b-chat, EXACT",
        "kes, PREFIX",
        "quiet, PREFIX",
        "quiet-harbor/kes, PREFIX",
        "model/quiet, PREFIX",
        "7b, WORD",
        "chat kestrel, WORD",
        "harbor/7b, WORD",
        "model/, PREFIX",
        "' chat ', WORD",
        "model, ",
        "model chat, ",
        "estrel, ",
        "kestrel bert, ",
        "dataset/quiet, ",
        "mod, ",
        "-, ",
        "数据, "
    })
    void matchesNamesTheirBeginningsAndWords(String text, NameMatch expected) {
        assertEquals(Optional.ofNullable(expected), match(text, false));
    }

    @ParameterizedTest
    @CsvSource({
        "kestrel-7B-chat, EXACT",
        "kes, PREFIX",
        "ESTREL, WORD",
        "-7b-, WORD",
        "bor/kes, WORD",
        "hat estrel, WORD",
        "hat bert, ",
        "odel, "
    })
    void findsWordsAnywhereInNames(String text, NameMatch expected) {
        assertEquals(Optional.ofNullable(expected), match(text, true));
    }

    private static Optional<NameMatch> match(String text, boolean isWithin) {
        var repo = new RepoId(RepoType.MODEL, "quiet-harbor", "kestrel-7B-chat");
        return new NameSearch(text, Optional.empty(), isWithin ? NameRule.WITHIN : NameRule.WORDS)
                .match(repo.keyBytes());
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Boolean.getBoolean("proof") ? 40 : 4);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void findsWhatAWalkOverAllNamesFinds(long seed) {
        var random = new Random(seed);
        var index = new TrendingIndex();
        Map<RepoId, Long> all = new TreeMap<>();
        for (int i = 0; i < 6_000; i++) {
            var repo = new RepoId(TYPES[random.nextInt(TYPES.length)], name(random, 2), name(random, 4));
            long downloads = random.nextInt(random.nextInt(50) + 1);
            all.put(repo, downloads);
            index.put(
                    StoreKey.ofRepository(repo.key().getBytes(StandardCharsets.UTF_8)),
                    RepositoryTotals.ZERO.plus(new DailyCounts(downloads, 0, downloads, 0), 20_000));
        }
        Predicate<RepoId> visible = repo -> repo.hashCode() % 3 != 0;
        for (String text : TYPED) {
            Optional<RepoType> type =
                    random.nextBoolean() ? Optional.empty() : Optional.of(TYPES[random.nextInt(TYPES.length)]);
            int limit = 1 + random.nextInt(40);
            List<SearchHit> hits = naive(all, text.toLowerCase(Locale.ROOT), type);
            int from = random.nextInt(hits.size() + 1);
            Optional<SearchHit> after = from == 0 ? Optional.empty() : Optional.of(hits.get(from - 1));

            List<SearchHit> expected = hits.stream()
                    .skip(from)
                    .filter(hit -> visible.test(hit.repo()))
                    .limit(limit)
                    .toList();
            List<SearchHit> found =
                    index.named(new NameSearch(text, type, NameRule.WORDS), new ListPage<>(after, limit), visible);
            assertEquals(expected, found, "seed=" + seed + " " + text + " " + type + " after " + after);
        }
    }

    private static String name(Random random, int mostWords) {
        var name = new StringBuilder(WORDS[random.nextInt(WORDS.length)]);
        for (int i = random.nextInt(mostWords); i > 0; i--) {
            name.append("-_.".charAt(random.nextInt(3))).append(WORDS[random.nextInt(WORDS.length)]);
        }
        return name.toString();
    }

    private static List<SearchHit> naive(Map<RepoId, Long> all, String text, Optional<RepoType> type) {
        return all.entrySet().stream()
                .filter(of -> type.isEmpty() || of.getKey().type() == type.get())
                .flatMap(of -> match(of.getKey(), text).stream()
                        .map(match -> new SearchHit(of.getKey(), match, of.getValue())))
                .sorted()
                .toList();
    }

    private static Optional<NameMatch> match(RepoId repo, String text) {
        String key = repo.key().toLowerCase(Locale.ROOT);
        String fullName = repo.fullName().toLowerCase(Locale.ROOT);
        String name = repo.name().toLowerCase(Locale.ROOT);
        List<String> wholes = text.contains("/") ? List.of(name, fullName, key) : List.of(name, fullName);
        if (wholes.contains(text)) return Optional.of(NameMatch.EXACT);
        if (wholes.stream().anyMatch(whole -> whole.startsWith(text))) return Optional.of(NameMatch.PREFIX);
        List<String> wanted = words(text);
        boolean hasAll =
                wanted.stream().allMatch(word -> words(fullName).stream().anyMatch(one -> one.startsWith(word)));
        return wanted.isEmpty() || !hasAll ? Optional.empty() : Optional.of(NameMatch.WORD);
    }

    private static List<String> words(String text) {
        return Stream.of(text)
                .flatMap(all -> Arrays.stream(all.split("[-_./ ]", -1)))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
