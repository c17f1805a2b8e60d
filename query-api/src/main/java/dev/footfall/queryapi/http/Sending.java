package dev.footfall.queryapi.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The writing of replies to clients. */
final class Sending {
    private static final Logger LOG = LoggerFactory.getLogger(Sending.class);

    private Sending() {}

    /** Sends a reply whose body is at hand. */
    static void send(Reply reply, HttpServletResponse response) throws IOException {
        start(reply, response);
        if (reply.status() == 204 || reply.status() == 304) return;
        response.setContentLength(reply.body().length);
        response.getOutputStream().write(reply.body());
    }

    /**
     * Sends a reply whose body is made meanwhile. One that fails ends the connection in the middle of the body, or is a
     * 500 when nothing was sent yet.
     */
    static void stream(Reply reply, StreamedBody body, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try (body) {
            start(reply, response);
            if (request.getMethod().equals("HEAD")) response.flushBuffer(); // else its length would be said to be 0
            else body.writeTo(response.getOutputStream());
        } catch (IOException e) {
            LOG.debug("The client has gone while its answer was sent", e); // the server has ended the connection
        } catch (RuntimeException e) {
            fail(reply, e, request, response);
        }
    }

    private static void fail(Reply reply, RuntimeException e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String requestId = reply.headers().getOrDefault(RequestId.HEADER, "");
        LOG.error("Request {} failed while its answer was sent", requestId, e);
        if (response.isCommitted()) {
            ServletContextRequest.getServletContextRequest(request)
                    .getServletChannel()
                    .abort(e);
            return;
        }
        response.reset();
        send(Envelope.around(Problem.internalError(requestId), requestId), response);
    }

    private static void start(Reply reply, HttpServletResponse response) {
        response.setStatus(reply.status());
        response.setContentType(null);
        for (Map.Entry<String, String> header : reply.headers().entrySet()) {
            response.setHeader(header.getKey(), header.getValue());
        }
    }
}
