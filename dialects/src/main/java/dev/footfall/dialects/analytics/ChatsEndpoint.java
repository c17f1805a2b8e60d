package dev.footfall.dialects.analytics;

import dev.footfall.aggregator.query.RepositorySession;
import dev.footfall.events.RepoId;
import dev.footfall.events.Sha256;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.question.HourSpan;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** {@code GET /v1/analytics/models/{id}/chats}: the downloads of a repository whose visitors are not forgotten yet. */
record ChatsEndpoint(QueryService service, ModelPath path, Groups groups) {
    private static final String ASCENDING = "asc";
    private static final int CHAT_ID_BYTES = 24;

    private static final QueryParameter<Integer> SKIP =
            QueryParameter.integer("skip", "The number of downloads to skip.", 0, 0, Integer.MAX_VALUE);
    private static final QueryParameter<Integer> LIMIT =
            QueryParameter.integer("limit", "The number of downloads.", 50, 1, 100);
    private static final QueryParameter<String> ORDER = QueryParameter.word(
            "order_by",
            "The sort key; the title is the client.",
            ChatOrder.ChatKey.UPDATED_AT.label(),
            Stream.of(ChatOrder.ChatKey.values()).map(ChatOrder.ChatKey::label).toList());
    private static final QueryParameter<String> DIRECTION =
            QueryParameter.word("direction", "The sort direction.", "desc", List.of("desc", ASCENDING));

    private static final Schema ID = Schema.text(32, 32).with("pattern", "^[A-Za-z0-9_-]+$");
    private static final Schema TEXT_OR_NULL = Schema.text().orNull();
    private static final Table<Chat> CHATS = Table.<Chat>of(
                    new Column<>("chat_id", ID, chat -> chatId(chat.repo(), chat.session())),
                    new Column<>("user_id", TEXT_OR_NULL, Chat::user),
                    new Column<>("user_name", TEXT_OR_NULL, Chat::user),
                    Column.text("first_message", chat -> chat.session().client().label()),
                    Column.count("updated_at", chat -> chat.session().last().getEpochSecond()))
            .named("AnalyticsChat");
    private static final Response ANSWER = Response.json(
            "Downloads that began in the period, of days that still accept events; total is the number of all such "
                    + "downloads. An anonymous or erased visitor has no id. first_message is the client of the first "
                    + "file, updated_at the second of the last file, or of the first where sessions are slots of the "
                    + "clock.",
            Schema.object()
                    .and("chats", Schema.list(CHATS.schema()))
                    .and("total", Schema.count())
                    .named("AnalyticsChats"));

    private record FoundChats(RepoId repo, ChatsQuery.Chats chats) {}

    private record Chat(RepoId repo, RepositorySession session, Optional<String> user) {
        static Chat of(RepoId repo, NamedSession one) {
            return new Chat(repo, one.session(), Optional.of(one.user()).filter(user -> !user.isEmpty()));
        }
    }

    static Endpoint of(QueryService service, ModelPath path, Groups groups) {
        Operation operation = Responses.administrators(
                        path.operation("/chats", "A repository's recent downloads, one by one.")
                                .taking(TimeSpan.PARAMETERS, SKIP, LIMIT, ORDER, DIRECTION),
                        ANSWER)
                .answering(Responses.REPO_NOT_FOUND);
        return Endpoint.of(operation, ProjectionNames.CLIENTS, new ChatsEndpoint(service, path, groups)::answer);
    }

    private Reply answer(Request request) {
        Caller administrator = request.administrator();
        QueryParameters query = request.query();
        HourSpan span = TimeSpan.of(query, Period.MAX_DAYS).hours();
        int skip = SKIP.of(query);
        int limit = LIMIT.of(query);
        ChatOrder order = order(query);
        Optional<Set<String>> group = groups.members(query);
        Answer<Optional<FoundChats>> found = service.repositories()
                .about(
                        path.repository(request),
                        administrator,
                        seen -> service.ask(new ChatsQuery(seen.lineage(), span, order, skip, limit, group))
                                .map(chats -> new FoundChats(seen.repo(), chats)));
        return service.withGaps(span.range(), service.answers().reply(found, it -> it.map(ChatsEndpoint::reply)));
    }

    private static ChatOrder order(QueryParameters query) {
        String label = ORDER.of(query);
        ChatOrder.ChatKey key = Stream.of(ChatOrder.ChatKey.values())
                .filter(it -> it.label().equals(label))
                .findFirst()
                .orElseThrow();
        return new ChatOrder(key, DIRECTION.of(query).equals(ASCENDING));
    }

    private static Reply reply(FoundChats found) {
        List<Chat> page = found.chats().page().stream()
                .map(one -> Chat.of(found.repo(), one))
                .toList();
        return AnswerRenderer.json(json -> {
            CHATS.writeList(json, "chats", page);
            json.writeNumberField("total", found.chats().total());
        });
    }

    /**
     * The id of a download: 192 bits of a hash of its repository, visitor and beginning, and of nothing else, so that a rebuild
     * gives the same. Trying addresses one by one is useless: an anonymous visitor is a hash of 128 bits under
     * the secret of ingest, which is not shown. Two downloads of one visitor have nothing in common.
     */
    static String chatId(RepoId repo, RepositorySession session) {
        MessageDigest digest = Sha256.begin();
        digest.update(repo.keyBytes());
        digest.update((byte) 0);
        digest.update((byte) (session.visitor().authenticated() ? 1 : 0));
        digest.update(ByteBuffer.allocate(Long.BYTES)
                .putLong(session.first().toEpochMilli())
                .flip());
        byte[] hash = digest.digest(session.visitor().value().getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, CHAT_ID_BYTES));
    }
}
