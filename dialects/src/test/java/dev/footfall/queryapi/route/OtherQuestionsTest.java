package dev.footfall.queryapi.route;

import static dev.footfall.queryapi.route.WireCodecTest.CALLER;
import static dev.footfall.queryapi.route.WireCodecTest.FROM;
import static dev.footfall.queryapi.route.WireCodecTest.REPO;
import static dev.footfall.queryapi.route.WireCodecTest.TO;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.UserHour;
import dev.footfall.dialects.analytics.ChatOrder;
import dev.footfall.dialects.analytics.ChatsQuery;
import dev.footfall.dialects.analytics.SeriesQuery;
import dev.footfall.dialects.analytics.UserPageQuery;
import dev.footfall.dialects.category.WaysQuery;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.auth.Visibility;
import dev.footfall.queryapi.peers.MalformedQuestion;
import dev.footfall.queryapi.question.DailyRows.HoursByName;
import dev.footfall.queryapi.question.HourSpan;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The questions that only the APIs of other products ask, between nodes. */
@Tag("slow")
class OtherQuestionsTest {
    private static final HourSpan SPAN = HourSpan.ofDays(FROM, TO);
    private static final List<Lineage> REPOS = List.of(WireCodecTest.RENAMED, Lineage.of(REPO));

    static Stream<PartitionQuery<?>> questions() {
        return Stream.of(
                new UserPageQuery(3, SPAN.range(), Optional.of("ä/b"), CALLER),
                new UserPageQuery(0, SPAN.range(), Optional.empty(), Caller.ANONYMOUS),
                new WaysQuery(REPOS, TO),
                new SeriesQuery(REPOS, SPAN, true),
                new ChatsQuery(
                        Lineage.of(REPO),
                        SPAN,
                        new ChatOrder(ChatOrder.ChatKey.TITLE, true),
                        5,
                        60,
                        Optional.of(Set.of("zoë", "猫"))),
                new HoursByName(FROM, TO, CALLER));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void areReadAsTheyWereWritten(PartitionQuery<?> question) throws MalformedQuestion {
        PeerRequest<?> asked = new PeerRequest<>("main", question, List.of(7, 0, 3), true);

        assertEquals(asked, OneNode.CODEC.decode(OneNode.CODEC.encode(asked), 8));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void areRefusedInPart(PartitionQuery<?> question) {
        byte[] bytes = OneNode.CODEC.encode(new PeerRequest<>("main", question, List.of(1), false));

        for (int length = 0; length < bytes.length; length++) {
            byte[] part = Arrays.copyOf(bytes, length);
            assertThrows(MalformedQuestion.class, () -> OneNode.CODEC.decode(part, 8));
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3})
    void neverFailOtherwiseOnAnyAnswer(long seed) throws IOException {
        var random = new Random(seed);
        var page = new UserPageQuery(1, SPAN.range(), Optional.empty(), CALLER);
        byte[] users = answered(page);
        for (int i = 0; i < 5_000; i++) {
            WireCodecTest.readAnswer(OneNode.CODEC.format(page), WireCodecTest.changed(users, random));
        }
    }

    @Test
    void haveTheirUsersReadAsTheyWereWritten() throws IOException {
        var page = new UserPageQuery(1, SPAN.range(), Optional.empty(), CALLER);
        byte[] users = answered(page);

        assertArrayEquals(users, WireCodecTest.writtenAgain(page, users));
    }

    /** The answer of a partition with two users. */
    private static <T> byte[] answered(PartitionQuery<T> query) throws IOException {
        var state = new InMemoryState(1);
        for (String user : List.of("zoë", "猫")) state.put(user, new UserHour(REPO, Instant.EPOCH, 1L << 40, 1, 99));
        var view = new PartitionView(state, 0, new Visibility(state, true), OneNode.NAMES, NodeReport.NONE);
        T value = query.answer(view)
                .fold(LocalRead.Found::value, notOwned -> fail("not owned"), notReady -> fail("not ready"));
        return WireCodecTest.written(query, value);
    }
}
