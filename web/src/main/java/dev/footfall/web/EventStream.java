package dev.footfall.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/** Server-sent events to one client. What it has not taken is kept; over {@value #MOST_WAITING} end it. Thread-safe. */
public final class EventStream {
    public static final String TYPE = "text/event-stream";

    /** The most events that wait until the client has taken others. */
    static final int MOST_WAITING = 16;

    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private final ServletOutputStream out;
    private final EndPoint client;
    private boolean isOpen;
    private boolean isUnflushed;

    private EventStream(ServletOutputStream out, EndPoint client) {
        this.out = out;
        this.client = client;
    }

    /** A stream as the body of a response, whose head is set. Asynchronous handling of the request has begun. */
    public static EventStream open(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var stream = new EventStream(response.getOutputStream(), client(request));
        stream.out.setWriteListener(stream.new StreamWriter());
        return stream;
    }

    /** The connection of a request's client. */
    public static EndPoint client(HttpServletRequest request) {
        return ServletContextRequest.getServletContextRequest(request)
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
    }

    public CompletableFuture<Void> ended() {
        return ended;
    }

    /** Sends an event, now or as soon as the client takes it; nothing once the stream has ended. False if the client is cut off. */
    public boolean send(byte[] event) {
        if (ended.isDone()) return true;
        synchronized (this) {
            waiting.add(event);
            if (waiting.size() <= MOST_WAITING) {
                write();
                return true;
            }
        }
        cut();
        return false;
    }

    private synchronized void open() {
        isOpen = true;
        write();
    }

    private void write() {
        try {
            while (isOpen && (isUnflushed || !waiting.isEmpty()) && out.isReady()) {
                byte[] event = waiting.poll();
                isUnflushed = event != null;
                if (event == null) out.flush();
                else out.write(event);
            }
        } catch (IOException | IllegalStateException e) { // the client is gone
            isOpen = false;
            ended.completeAsync(() -> null);
        }
    }

    /** Ends the stream as its client expects it; one that has not taken everything yet is cut off. */
    public void end() {
        boolean isIdle;
        synchronized (this) {
            isIdle = waiting.isEmpty() && !isUnflushed;
            isOpen = false;
        }
        if (isIdle) ended.complete(null);
        else cut();
    }

    private void cut() {
        client.close();
        ended.complete(null);
    }

    private final class StreamWriter implements WriteListener {
        @Override
        public void onWritePossible() {
            open();
        }

        @Override
        public void onError(Throwable cause) {
            ended.complete(null);
        }
    }
}
