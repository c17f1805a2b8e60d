package dev.footfall.ingest.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What the server itself refuses, before any route: a problem like every other, which repeats nothing of the request. */
final class ErrorPages implements Request.Handler {
    /** The method of the request that Jetty makes up when it cannot read the request line. */
    private static final String UNREAD_METHOD = "BAD";

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Reply reply = replyTo(response.getStatus());
        response.setStatus(reply.status());
        response.getHeaders().put("Content-Type", reply.contentType());
        reply.headers().forEach(response.getHeaders()::put);
        boolean isUnread = request.getMethod().equals(UNREAD_METHOD);
        if (isUnread) response.getHeaders().put("Connection", "close"); // nobody knows where the next request starts
        response.write(true, ByteBuffer.wrap(reply.body().getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }

    private static Reply replyTo(int status) {
        return status == 503
                ? Reply.tryAgain("Stopping", "The server is stopping. Send this again to the next one.")
                : Reply.problem(status, "RequestFailed", "The request cannot be answered.");
    }
}
