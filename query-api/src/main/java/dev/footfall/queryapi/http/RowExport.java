package dev.footfall.queryapi.http;

import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.route.RowCursor;
import dev.footfall.queryapi.route.RowsQuery;
import dev.footfall.web.Permits;
import dev.footfall.web.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Supplier;

/** Replies that are rows of any number, read while they are sent. Each takes one of the places for exports. */
public record RowExport(QueryService service) {
    @FunctionalInterface
    public interface RowsBody<T> {
        void write(RowCursor<T> rows, OutputStream out) throws IOException;
    }

    public <T> Reply reply(Request request, RowsQuery<T> question, String mediaType, RowsBody<T> body) {
        return holding(request, () -> {
            Answer<RowCursor<T>> answer = service.state().rows(question);
            Reply reply = service.reply(
                    answer,
                    rows -> Reply.streaming(mediaType, out -> body.write(rows, out))
                            .closing(rows::close));
            if (reply.streamed().isEmpty()) answer.map(RowExport::closed); // such as too far behind
            return reply;
        });
    }

    private static <T> boolean closed(RowCursor<T> rows) {
        rows.close();
        return true;
    }

    /** Takes a place until the reply is sent. */
    public Reply holding(Request request, Supplier<Reply> answer) {
        Permits.Permit permit = request.permitOf(service.shares().exports());
        boolean isStreamed = false;
        try {
            Reply reply = answer.get().closing(permit::close);
            isStreamed = reply.streamed().isPresent();
            return reply;
        } finally {
            if (!isStreamed) permit.close();
        }
    }
}
