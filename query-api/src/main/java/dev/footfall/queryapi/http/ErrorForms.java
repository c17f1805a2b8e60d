package dev.footfall.queryapi.http;

import dev.footfall.web.ErrorPages;
import dev.footfall.web.Reply;
import java.util.List;
import java.util.Objects;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ErrorHandler;

/** Errors in the form of the bundle below whose root they happen, if there is one; others stay as they are. */
record ErrorForms(List<Api> bundles) {
    Reply at(RequestPath path, Reply reply) {
        List<String> segments = path.withoutPrefix().segments();
        if (reply.status() < 400 || segments.isEmpty()) return reply;
        return bundles.stream()
                .filter(bundle -> bundle.roots().contains(segments.get(0)))
                .findFirst()
                .map(bundle -> bundle.error(reply))
                .orElse(reply);
    }

    Reply ofServer(Request request, int status) {
        boolean isNoName = ErrorPages.isUnread(request) && isUnreadablePath(request);
        Reply reply = isNoName ? Problem.repoNotFound() : at(path(request), replyTo(status));
        return CommonHeaders.around(
                reply, CommonHeaders.requestId(request.getHeaders().getValuesList(CommonHeaders.REQUEST_ID)));
    }

    private static RequestPath path(Request request) {
        return RequestPath.of(Objects.requireNonNullElse(request.getHttpURI().getPath(), ""));
    }

    /**
     * True if the path cannot be taken apart ({@code %00}, {@code %zz}, {@code /..}): Jetty keeps nothing of it, but so
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
            case 503 -> Problem.unavailable("too many requests are in progress, or the server is stopping");
            default -> Problem.ofStatus(status);
        };
    }
}
