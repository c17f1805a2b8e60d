package dev.footfall.queryapi.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** The errors that the server itself answers, before or around the routes, in the API's own form. */
final class ErrorPages implements Request.Handler {
    /** The method of the request that Jetty makes up when it cannot read the request line. */
    private static final String UNREAD_METHOD = "BAD";

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        boolean isUnread = request.getMethod().equals(UNREAD_METHOD);
        Reply problem = isUnread && isUnreadablePath(request) ? Problem.repoNotFound() : replyTo(response.getStatus());
        Reply reply = Envelope.around(problem, requestId(request));
        response.setStatus(reply.status());
        reply.headers().forEach(response.getHeaders()::put);
        if (isUnread) response.getHeaders().put("Connection", "close"); // nobody knows where the next request starts
        response.write(true, ByteBuffer.wrap(reply.body()), callback);
        return true;
    }

    private static String requestId(Request request) {
        return RequestId.of(request.getHeaders().getValuesList(RequestId.HEADER));
    }

    /**
     * Whether the path cannot be taken apart ({@code %00}, {@code %zz}, {@code /..}): Jetty keeps nothing of it, but so
     * much is known that no repository is called so.
     */
    private static boolean isUnreadablePath(Request request) {
        return request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof Throwable failure
                && failure.getCause() instanceof IllegalArgumentException;
    }

    private static Reply replyTo(int status) {
        return switch (status) {
            case 404 -> Problem.notFound();
            case 429 -> Problem.tooManyAtOnce();
            case 503 -> Problem.unavailable("too many requests are under way, or the server is stopping", json -> {});
            default -> Problem.ofStatus(status);
        };
    }
}
