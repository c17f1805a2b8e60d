package dev.footfall.queryapi.http.stats;

import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.web.Reply;
import java.util.Optional;
import java.util.function.Function;

/**
 * Something to be drawn of a repository, for a page that shows it to many.
 *
 * @param drawn what is drawn
 * @param isPrivate true if only some may see it
 */
record Picture<T>(T drawn, boolean isPrivate) {
    /** The time for which everybody may keep a picture. */
    static final int FRESH_SECONDS = 300;

    static final String SVG_TYPE = "image/svg+xml;charset=utf-8";

    /** The reply that shows it: for a while the same to everybody, unless it is private. */
    static <T> Reply reply(QueryService service, Answer<Optional<Picture<T>>> picture, Function<T, Reply> drawing) {
        boolean isForAll = picture.map(
                        found -> found.filter(it -> !it.isPrivate).isPresent())
                .fold(Answer.Complete::value, partial -> false, unavailable -> false);
        Reply reply = service.answers()
                .reply(picture, found -> found.map(Picture::drawn).map(drawing));
        if (reply.status() != 200) return reply;
        return reply.with("Cache-Control", isForAll ? "public, max-age=" + FRESH_SECONDS : "private, no-cache");
    }

    /** A text as XML has it. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
