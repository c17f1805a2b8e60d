package dev.footfall.queryapi.route;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.footfall.aggregator.counts.ArrivalStep;
import dev.footfall.aggregator.query.AsOf;
import dev.footfall.aggregator.query.Like;
import dev.footfall.aggregator.query.ListPage;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.NameMatch;
import dev.footfall.aggregator.query.NameRule;
import dev.footfall.aggregator.query.RowRange;
import dev.footfall.aggregator.query.RowsLost;
import dev.footfall.aggregator.query.SearchHit;
import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.aggregator.query.TrendingRow;
import dev.footfall.events.ClientProduct;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.peers.MalformedQuestion;
import dev.footfall.queryapi.question.ArrivalsQuery;
import dev.footfall.queryapi.question.ArrivedRepository;
import dev.footfall.queryapi.question.CompositionQuery;
import dev.footfall.queryapi.question.CountedQuery;
import dev.footfall.queryapi.question.DailyRows.AllClasses;
import dev.footfall.queryapi.question.DailyRows.AllHours;
import dev.footfall.queryapi.question.DailyRows.AllRows;
import dev.footfall.queryapi.question.DaysQuery;
import dev.footfall.queryapi.question.DownloadSeriesQuery;
import dev.footfall.queryapi.question.FoundArrivals;
import dev.footfall.queryapi.question.HourSpan;
import dev.footfall.queryapi.question.IsLikedQuery;
import dev.footfall.queryapi.question.LikedByQuery;
import dev.footfall.queryapi.question.LikersQuery;
import dev.footfall.queryapi.question.NodeQuery;
import dev.footfall.queryapi.question.NumbersQuery;
import dev.footfall.queryapi.question.RankedRepository;
import dev.footfall.queryapi.question.RankingQuery;
import dev.footfall.queryapi.question.RepositoryDay;
import dev.footfall.queryapi.question.SearchQuery;
import dev.footfall.queryapi.question.SourceDaysQuery;
import dev.footfall.queryapi.question.SourcesQuery;
import dev.footfall.queryapi.question.SummariesQuery;
import dev.footfall.queryapi.question.UsageQuery;
import dev.footfall.queryapi.question.UserHoursQuery;
import dev.footfall.queryapi.question.VersionsQuery;
import dev.footfall.rules.ExclusionReason;
import dev.footfall.rules.clients.ClientClass;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class WireCodecTest {
    private static final int PARTITIONS = 8;
    private static final WireCodec CODEC = OneNode.CODEC;
    static final RepoId REPO = new RepoId(RepoType.SPACE, "acme", "a.b-c_d");
    static final Lineage RENAMED =
            new Lineage(REPO, List.of(new RepoId(RepoType.SPACE, "acme", "old"), new RepoId(RepoType.SPACE, "b", "c")));
    static final LocalDate FROM = LocalDate.parse("1970-01-01");
    static final LocalDate TO = LocalDate.parse("2026-11-20");
    private static final TrendingQuery RANKING =
            new TrendingQuery(RepoType.MODEL, FROM, TO, Set.of(ClientClass.TOOL, ClientClass.CI), 20);
    static final Caller CALLER = new Caller(Optional.of("zoë"), Set.of("acme", "o2"), true);

    static Stream<PartitionQuery<?>> questions() {
        return Stream.of(
                new NumbersQuery(Lineage.of(REPO)),
                new DaysQuery(Lineage.of(REPO), FROM, TO),
                new IsLikedQuery(Lineage.of(REPO), "user with ⚡ and \u0000"),
                new LikersQuery(Lineage.of(REPO), ListPage.first(100)),
                new LikedByQuery("alice", ListPage.first(5), Caller.ANONYMOUS),
                new LikedByQuery(
                        "bob", new ListPage<>(Optional.of(new Like(REPO, "bob", Instant.EPOCH)), 5), Caller.ANONYMOUS),
                new RankingQuery(RANKING, CALLER),
                new RankingQuery(RANKING.with(new ListPage<>(Optional.of(new TrendingRow(REPO, 0, 1, 2)), 3)), CALLER),
                new SearchQuery("ä b", Optional.of(RepoType.SPACE), NameRule.WITHIN, ListPage.first(7), CALLER),
                new SearchQuery(
                        "a",
                        Optional.empty(),
                        NameRule.PREFIX,
                        new ListPage<>(Optional.of(new SearchHit(REPO, NameMatch.PREFIX, 3)), 7),
                        CALLER),
                new SummariesQuery(List.of(Lineage.of(REPO), RENAMED), Set.of(REPO), FROM, TO),
                new DownloadSeriesQuery(List.of(RENAMED), FROM, TO, Set.of(ClientClass.ROBOT)),
                new CompositionQuery(List.of(Lineage.of(REPO), RENAMED), FROM, TO),
                new ArrivalsQuery(CALLER, Instant.EPOCH, Instant.parse("2026-11-20T12:00:05Z")),
                new VersionsQuery(),
                new NodeQuery(),
                new SourceDaysQuery(),
                new UserHoursQuery(
                        "user with ⚡ and /", HourSpan.ofDays(FROM, TO).range(), CALLER),
                new SourcesQuery(Lineage.of(REPO)),
                new CountedQuery(RepoType.MODEL, ListPage.first(1)),
                new CountedQuery(RepoType.SPACE, new ListPage<>(Optional.of(REPO), 1_000)),
                new UsageQuery(List.of(RENAMED), TO),
                new AllRows(new RowRange(Optional.empty(), FROM, TO), CALLER),
                new AllClasses(new RowRange(Optional.empty(), FROM, TO), CALLER, true),
                new AllHours(new RowRange(Optional.of(RepoType.SPACE), FROM, TO), CALLER),
                new AllRows(new RowRange(Optional.of(RepoType.DATASET), FROM, TO), Caller.ANONYMOUS));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void readsWhatItWrote(PartitionQuery<?> question) throws MalformedQuestion {
        PeerRequest<?> asked = new PeerRequest<>("main", question, List.of(7, 0, 3), true);

        PeerRequest<?> read = CODEC.decode(CODEC.encode(asked), PARTITIONS);

        assertEquals(asked, read);
        assertEquals(List.of(0, 3, 7), read.partitions());
    }

    @ParameterizedTest
    @MethodSource("questions")
    void refusesAPartOfAQuestionAndMoreThanOne(PartitionQuery<?> question) {
        byte[] bytes = CODEC.encode(new PeerRequest<>("main", question, List.of(1), false));

        for (int length = 0; length <= bytes.length + 1; length++) {
            byte[] other = Arrays.copyOf(bytes, length);
            if (length != bytes.length) assertThrows(MalformedQuestion.class, () -> CODEC.decode(other, PARTITIONS));
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3})
    void neverFailsOtherwiseOnAnyBytes(long seed) {
        var random = new Random(seed);
        List<PartitionQuery<?>> questions = questions().toList();
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = CODEC.encode(
                    new PeerRequest<>("main", questions.get(random.nextInt(questions.size())), List.of(1, 2), false));
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            read(bytes);
        }
    }

    private static void read(byte[] bytes) {
        try {
            CODEC.decode(bytes, PARTITIONS);
        } catch (MalformedQuestion e) {
            assertEquals("The question", String.valueOf(e.getMessage()).substring(0, 12), "one sentence");
        }
    }

    @Test
    void refusesPartitionsThatAreNotThere() {
        byte[] bytes =
                CODEC.encode(new PeerRequest<>("main", new NumbersQuery(Lineage.of(REPO)), List.of(PARTITIONS), false));

        assertThrows(MalformedQuestion.class, () -> CODEC.decode(bytes, PARTITIONS));
    }

    @Test
    void refusesAQueryThatIsNotListed() {
        var codec = new WireCodec(List.of(DaysQuery.class));
        byte[] bytes = CODEC.encode(new PeerRequest<>("main", new NumbersQuery(Lineage.of(REPO)), List.of(1), false));

        var refusal = assertThrows(MalformedQuestion.class, () -> codec.decode(bytes, PARTITIONS));

        assertEquals("The question is unknown to this node", refusal.getMessage());
        assertThrows(IllegalArgumentException.class, () -> codec.format(new NumbersQuery(Lineage.of(REPO))));
    }

    @Test
    void refusesWhatIsNestedDeeperThanAnyQuestion() {
        byte[] bytes = new byte[100_000];
        Arrays.fill(bytes, (byte) 0x9f); // an array of unknown length

        assertThrows(MalformedQuestion.class, () -> CODEC.decode(bytes, PARTITIONS));
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3})
    void neverFailsOtherwiseOnAnyAnswer(long seed) throws IOException {
        var random = new Random(seed);
        var ranking = new RankingQuery(RANKING, CALLER);
        AnswerFormat<RankingQuery.Ranked> held = CODEC.format(ranking);
        byte[] whole = written(
                ranking,
                new RankingQuery.Ranked(
                        List.of(new RankedRepository(new TrendingRow(REPO, 7, 1L << 40, 3), true)),
                        List.of(new RankingQuery.Renamed(REPO, true, 1L << 50))));
        var all = new AllRows(new RowRange(Optional.empty(), FROM, TO), CALLER);
        AnswerFormat<RowCursor<RepositoryDay>> streamed = CODEC.format(all);
        byte[] rows = written(all, new RowReader<>(Collections.emptyIterator()));
        for (int i = 0; i < 5_000; i++) {
            readAnswer(held, changed(whole, random));
            readAnswer(streamed, changed(rows, random));
        }
    }

    @Test
    void refusesAnotherNumberOfRowsThanThereAre() throws IOException {
        var all = new AllRows(new RowRange(Optional.empty(), FROM, TO), CALLER);
        var row = new RepositoryRow<>(REPO, RepositoryDay.empty(FROM));
        byte[] rows = written(all, new RowReader<>(List.of(row).iterator()));

        assertFalse(afterOneRow(all, rows).hasNext());
        rows[rows.length - 1]++;
        RowCursor<RepositoryDay> another = afterOneRow(all, rows);
        assertThrows(RowsLost.class, another::hasNext);
    }

    private static RowCursor<RepositoryDay> afterOneRow(AllRows all, byte[] bytes) throws IOException {
        RowCursor<RepositoryDay> rows = CODEC.format(all)
                .read(Set.of(1, 2, 3), new ByteArrayInputStream(bytes))
                .get(0)
                .value()
                .orElseThrow();
        rows.next();
        return rows;
    }

    @Test
    void readsArrivalsAsTheyWereWritten() throws IOException {
        var query = new ArrivalsQuery(CALLER, Instant.EPOCH, Instant.EPOCH);
        var found = new FoundArrivals(
                1L << 40,
                List.of(new ArrivalStep(5_000, -1, 2, 3)),
                Map.of(ExclusionReason.CLASS_ROBOT, 4L),
                5,
                Map.of(ClientProduct.HF_HUB, 6L),
                List.of(new ArrivedRepository(REPO, true, 7)));
        byte[] arrivals = written(query, found);

        assertArrayEquals(arrivals, writtenAgain(query, arrivals));
    }

    static <T> byte[] writtenAgain(PartitionQuery<T> query, byte[] bytes) throws IOException {
        List<PartitionResult<T>> read = CODEC.format(query).read(Set.of(1, 2, 3), new ByteArrayInputStream(bytes));
        var again = new ByteArrayOutputStream();
        CODEC.format(query).write(query, read, again);
        return again.toByteArray();
    }

    static <T> byte[] written(PartitionQuery<T> query, T value) throws IOException {
        var asOf = new AsOf(Optional.of(Instant.EPOCH), 5, Optional.of(LocalDate.EPOCH));
        List<PartitionResult<T>> results = List.of(
                PartitionResult.of(1, true, new LocalRead.Found<>(value, asOf)),
                PartitionResult.notReady(2, "restoring"),
                PartitionResult.notOwned(3));
        var bytes = new ByteArrayOutputStream();
        CODEC.format(query).write(query, results, bytes);
        return bytes.toByteArray();
    }

    static byte[] changed(byte[] bytes, Random random) {
        byte[] changed = Arrays.copyOf(bytes, random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length);
        for (int changes = random.nextInt(4); changes > 0 && changed.length > 0; changes--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        }
        return changed;
    }

    static <T> void readAnswer(AnswerFormat<T> format, byte[] bytes) {
        try {
            List<PartitionResult<T>> results = format.read(Set.of(1, 2, 3), new ByteArrayInputStream(bytes));
            assertEquals(
                    Set.of(1, 2, 3),
                    results.stream().map(PartitionResult::partition).collect(Collectors.toSet()));
            assertEquals(3, results.size());
        } catch (IOException e) {
            assertNotNull(e.getMessage());
        }
    }
}
