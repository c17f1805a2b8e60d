package dev.footfall.queryapi.http;

import dev.footfall.web.ErrorPages;
import dev.footfall.web.Reply;
import java.util.Objects;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ErrorHandler;

/** The errors that the server itself answers, in the API's own form. */
final class ServerErrors {
    private final ErrorForms forms;

    ServerErrors(ErrorForms forms) {
        this.forms = forms;
    }

    /** The reply to a request that the server refuses. */
    Reply of(Request request, int status) {
        boolean isNoName = ErrorPages.isUnread(request) && isUnreadablePath(request);
        Reply reply = isNoName ? Problem.repoNotFound() : forms.at(path(request), replyTo(status));
        return CommonHeaders.around(reply, requestId(request));
    }

    private static RequestPath path(Request request) {
        return RequestPath.of(Objects.requireNonNullElse(request.getHttpURI().getPath(), ""));
    }

    private static String requestId(Request request) {
        return RequestId.of(request.getHeaders().getValuesList(RequestId.HEADER));
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
            case 503 -> Problem.unavailable("too many requests are under way, or the server is stopping", json -> {});
            default -> Problem.ofStatus(status);
        };
    }
}
