package dev.footfall.queryapi.http;

import dev.footfall.aggregator.query.HourRange;
import dev.footfall.queryapi.gaps.Gap;
import dev.footfall.queryapi.gaps.GapCache;
import dev.footfall.queryapi.gaps.GapList;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.StateReader;
import dev.footfall.web.Permits;
import dev.footfall.web.Reply;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@code gaps} are as of some seconds ago. */
public record QueryService(
        Backend backend,
        AnswerRenderer answers,
        Shares shares,
        EventStreams streams,
        GapCache gaps,
        QueryConfig config) {
    public StateReader state() {
        return backend.state();
    }

    public RepositoryLookup repositories() {
        return new RepositoryLookup(state());
    }

    public PrometheusMeterRegistry metrics() {
        return backend.metrics();
    }

    public Instant now() {
        return backend.clock().instant();
    }

    public LocalDate today() {
        return LocalDate.ofInstant(now(), ZoneOffset.UTC);
    }

    public <T> Answer<T> ask(PartitionQuery<T> query) {
        return state().ask(query);
    }

    public <T> Reply reply(Answer<T> answer, Function<T, Reply> form) {
        return answers.reply(answer, value -> Optional.of(form.apply(value)));
    }

    public <T> Reply reply(Request request, Function<SeenRepository, Answer<T>> question, Function<T, Reply> form) {
        return answers.reply(repositories().about(request, question), found -> found.map(form));
    }

    /** The same with headers that name these days and the gaps in them. */
    public Reply withGaps(Period utcDays, Reply reply) {
        return utcDays.on(withGaps(all -> all.within(utcDays.start(), utcDays.end()), reply));
    }

    public Reply withGaps(HourRange hours, Reply reply) {
        return withGaps(all -> all.within(hours.first(), hours.last().plus(Duration.ofHours(1))), reply);
    }

    public Reply withGaps(Function<GapList, List<Gap>> asked, Reply reply) {
        return reply.status() == 200 ? GapHeader.addTo(reply, gaps.soon().map(asked)) : reply;
    }

    /**
     * {@code exports} each hold a thread for as long as its client takes; {@code past} rankings read rows; {@code
     * categories} sum over all repositories of one.
     */
    public record Shares(Permits exports, Permits past, Permits categories) {
        private static final int EXPORTS = 64;
        private static final int PAST = 8;
        private static final int CATEGORIES = 18;
        private static final int OF_ONE = 2;
        private static final int OF_ONE_BROWSER = 6;

        public static Shares of(Callers callers) {
            return new Shares(
                    callers.permits("exports", EXPORTS, OF_ONE),
                    callers.permits("past", PAST, OF_ONE),
                    callers.permits("categories", CATEGORIES, OF_ONE_BROWSER));
        }
    }
}
