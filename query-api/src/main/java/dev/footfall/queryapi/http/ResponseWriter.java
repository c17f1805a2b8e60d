package dev.footfall.queryapi.http;

import dev.footfall.web.EventStream;
import dev.footfall.web.Reply;
import dev.footfall.web.StreamedBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

record ResponseWriter(TimeLimit limit, ErrorForms errors) {
    private static final Logger LOG = LoggerFactory.getLogger(ResponseWriter.class);

    void send(Reply reply, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (reply.streamed().isPresent()) {
            stream(reply, reply.streamed().get(), request, response);
            return;
        }
        if (reply.body().length <= Limits.PIECE_BYTES) {
            sendShort(reply, response);
            return;
        }
        start(reply, response);
        response.setContentLength(reply.body().length);
        try {
            pieces(request, response).write(reply.body());
        } catch (IOException e) {
            LOG.debug("The client disconnected while its answer was sent", e);
        }
    }

    static void sendShort(Reply reply, HttpServletResponse response) throws IOException {
        start(reply, response);
        if (reply.status() == 304) response.flushBuffer(); // else it would have a length, of no body (RFC 9110, 8.6)
        if (reply.status() == 204 || reply.status() == 304) return;
        response.setContentLength(reply.body().length);
        response.getOutputStream().write(reply.body());
    }

    private Pieces pieces(HttpServletRequest request, HttpServletResponse response) throws IOException {
        return new Pieces(response.getOutputStream(), limit, EventStream.client(request)::close);
    }

    /** One that fails ends the connection in the middle of the body, or is a 500 when nothing was sent yet. */
    private void stream(Reply reply, StreamedBody body, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try (body) {
            start(reply, response);
            // else it ends with the connection, cut off or not, where the client asks to close that
            response.setHeader("Transfer-Encoding", "chunked");
            if (request.getMethod().equals("HEAD")) {
                response.flushBuffer(); // else its length would be said to be 0
                return;
            }
            var buffer = new Buffer(pieces(request, response));
            body.writeTo(buffer);
            buffer.drain();
        } catch (IOException e) {
            LOG.debug("The client disconnected while its answer was sent", e); // the server has ended the connection
        } catch (RuntimeException e) {
            fail(reply, e, request, response);
        }
    }

    private static final class Buffer extends BufferedOutputStream {
        Buffer(Pieces out) {
            super(out, Limits.PIECE_BYTES);
        }

        /** Hands the rest on; the server sends it, and with it the length of an answer that is short. */
        void drain() throws IOException {
            out.write(buf, 0, count);
            count = 0;
        }
    }

    private void fail(Reply reply, RuntimeException e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String requestId = reply.headers().getOrDefault(CommonHeaders.REQUEST_ID, "");
        LOG.error("Request {} failed while its answer was sent", requestId, e);
        if (response.isCommitted()) {
            ServletContextRequest.getServletContextRequest(request)
                    .getServletChannel()
                    .abort(e);
            return;
        }
        response.reset();
        Reply failure = errors.at(RequestPath.of(request.getRequestURI()), Problem.internalError(requestId));
        sendShort(CommonHeaders.around(failure, requestId), response);
    }

    static void start(Reply reply, HttpServletResponse response) {
        response.setStatus(reply.status());
        response.setContentType(null);
        for (Map.Entry<String, String> header : reply.headers().entrySet()) {
            response.setHeader(header.getKey(), header.getValue());
        }
    }

    /** An answer on its way to a client, who has to take each piece of {@link Limits#PIECE_BYTES} in time, or is cut off. */
    static final class Pieces extends OutputStream {
        private final OutputStream out;
        private final TimeLimit limit;
        private final Runnable cut;

        Pieces(OutputStream out, TimeLimit limit, Runnable cut) {
            this.out = out;
            this.limit = limit;
            this.cut = cut;
        }

        @Override
        public void write(int oneByte) throws IOException {
            write(new byte[] {(byte) oneByte}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int written = 0; written < length; written += Limits.PIECE_BYTES) {
                RequestTurn turn = limit.ofPiece(cut);
                try (turn) {
                    out.write(bytes, offset + written, Math.min(Limits.PIECE_BYTES, length - written));
                }
            }
        }

        /** Sends what was written, such as to a client who waits for the first sign of a long answer. */
        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }
}
