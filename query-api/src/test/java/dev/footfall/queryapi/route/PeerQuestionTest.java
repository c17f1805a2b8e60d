package dev.footfall.queryapi.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.peers.PeerDesk.MalformedQuestion;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerQuestionTest {
    private static final int PARTITIONS = 8;
    private static final RepoId REPO = new RepoId(RepoType.SPACE, "acme", "a.b-c_d");
    private static final LocalDate FROM = LocalDate.parse("1970-01-01");
    private static final LocalDate TO = LocalDate.parse("2026-11-20");
    private static final Caller CALLER = new Caller(Optional.of("zoë"), Set.of("acme", "o2"), true);

    static Stream<Question<?>> questions() {
        return Stream.of(
                new WholeQuestion.Numbers(REPO),
                new WholeQuestion.Days(REPO, FROM, TO),
                new WholeQuestion.IsLiked(REPO, "user with ⚡ and \u0000"),
                new WholeQuestion.Likers(REPO, 100),
                new WholeQuestion.LikedBy("alice", 5, Caller.ANONYMOUS),
                new WholeQuestion.Trending(new TrendingQuery(RepoType.MODEL, FROM, TO, 20), CALLER),
                new ManyRepositories(List.of(REPO, REPO), FROM, TO),
                new AllRows(Optional.empty(), FROM, TO, CALLER),
                new AllRows(Optional.of(RepoType.DATASET), FROM, TO, Caller.ANONYMOUS));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void readsWhatItWrote(Question<?> question) throws MalformedQuestion {
        PeerQuestion asked = PeerQuestion.of(question, List.of(7, 0, 3), true);

        PeerQuestion read = PeerQuestion.read(asked.toBytes(), PARTITIONS);

        assertEquals(asked, read);
        assertEquals(List.of(0, 3, 7), read.partitions());
    }

    @ParameterizedTest
    @MethodSource("questions")
    void refusesAPartOfAQuestionAndMoreThanOne(Question<?> question) {
        byte[] bytes = PeerQuestion.of(question, List.of(1), false).toBytes();

        for (int length = 0; length <= bytes.length + 1; length++) {
            byte[] other = Arrays.copyOf(bytes, length);
            if (length != bytes.length)
                assertThrows(MalformedQuestion.class, () -> PeerQuestion.read(other, PARTITIONS));
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3})
    void neverFailsOtherwiseOnAnyBytes(long seed) {
        var random = new Random(seed);
        List<Question<?>> questions = questions().toList();
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = PeerQuestion.of(questions.get(random.nextInt(questions.size())), List.of(1, 2), false)
                    .toBytes();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            read(bytes);
        }
    }

    private static void read(byte[] bytes) {
        try {
            PeerQuestion.read(bytes, PARTITIONS);
        } catch (MalformedQuestion e) {
            assertEquals("The question", String.valueOf(e.getMessage()).substring(0, 12), "one sentence");
        }
    }

    @Test
    void refusesPartitionsThatAreNotThere() {
        byte[] bytes = PeerQuestion.of(new WholeQuestion.Numbers(REPO), List.of(PARTITIONS), false)
                .toBytes();

        assertThrows(MalformedQuestion.class, () -> PeerQuestion.read(bytes, PARTITIONS));
    }
}
