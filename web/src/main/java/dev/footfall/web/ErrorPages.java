package dev.footfall.web;

import io.javalin.config.JavalinConfig;
import java.nio.ByteBuffer;
import java.util.function.BiFunction;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The errors that a server itself answers, before or around its routes, in the form of those of its routes. */
public final class ErrorPages {
    /** The method of the request that Jetty makes up when it cannot read the request line. */
    private static final String UNREAD_METHOD = "BAD";

    private ErrorPages() {}

    public static void replace(JavalinConfig settings, BiFunction<Request, Integer, Reply> page) {
        Request.Handler pages = (request, response, callback) -> handle(page, request, response, callback);
        settings.jetty.modifyServer(server -> server.setErrorHandler(pages));
        settings.jetty.modifyServletContextHandler(context -> context.setErrorHandler(pages));
    }

    public static boolean isUnread(Request request) {
        return request.getMethod().equals(UNREAD_METHOD);
    }

    private static boolean handle(
            BiFunction<Request, Integer, Reply> page, Request request, Response response, Callback callback) {
        Reply reply = page.apply(request, response.getStatus());
        response.setStatus(reply.status());
        reply.headers().forEach(response.getHeaders()::put);
        // nobody knows where the next request starts
        if (isUnread(request)) response.getHeaders().put("Connection", "close");
        response.write(true, ByteBuffer.wrap(reply.body()), callback);
        return true;
    }
}
