package dev.footfall.queryapi.http.stats;

import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.web.Reply;
import java.util.Optional;
import java.util.function.Function;

record ShownValue<T>(T value, boolean isPrivate) {
    /** Returns the reply, cacheable by everybody unless a repository is private. */
    static <T> Reply reply(QueryService service, Answer<Optional<ShownValue<T>>> shown, Function<T, Reply> drawing) {
        boolean isForAll = shown.map(found -> found.filter(it -> !it.isPrivate).isPresent())
                .fold(Answer.Complete::value, partial -> false, unavailable -> false);
        Reply reply = service.answers()
                .reply(shown, found -> found.map(ShownValue::value).map(drawing));
        if (reply.status() != 200) return reply;
        return reply.with("Cache-Control", isForAll ? "public, max-age=" + Svg.FRESH_SECONDS : "private, no-cache");
    }
}
