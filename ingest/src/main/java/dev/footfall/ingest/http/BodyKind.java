package dev.footfall.ingest.http;

import dev.footfall.web.Reply;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code most} bytes, packed and unpacked; without {@code formats}, any Content-Type. */
public record BodyKind(int most, List<EventFormat> formats, boolean isOptional) {
    public static final BodyKind EVENTS =
            new BodyKind(Body.MAX_BYTES, List.of(EventFormat.JSON, EventFormat.NDJSON), false);

    public static final BodyKind LOG = new BodyKind(Body.MAX_BYTES, List.of(), false);

    /** More than the longest that is allowed, however it is escaped. */
    public static final BodyKind FACT = new BodyKind(128 << 10, List.of(EventFormat.JSON), true);

    boolean isAbsentIn(Context context) {
        long declared = context.req().getContentLengthLong();
        boolean isEmpty = declared == 0 || (declared < 0 && context.req().getHeader("Transfer-Encoding") == null);
        return isOptional && isEmpty;
    }

    Optional<Reply> refusal(Context context) {
        if (isAbsentIn(context)) return Optional.empty();
        boolean isFormat = formats.isEmpty()
                || EventFormat.of(context).filter(formats::contains).isPresent();
        if (!isFormat) {
            String allowed = formats.stream().map(EventFormat::mediaType).collect(Collectors.joining(" or "));
            return Optional.of(
                    Replies.problem(415, "UnsupportedMediaType", "Content-Type must be " + allowed + ", in UTF-8."));
        }
        if (ContentEncoding.of(context).isEmpty()) {
            return Optional.of(Replies.problem(
                            415, "UnsupportedContentEncoding", "Content-Encoding must be gzip or zstd, or absent.")
                    .with("Accept-Encoding", "gzip, zstd"));
        }
        return context.req().getContentLengthLong() > most ? Optional.of(Body.tooLarge(most)) : Optional.empty();
    }
}
