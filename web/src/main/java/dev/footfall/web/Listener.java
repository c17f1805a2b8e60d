package dev.footfall.web;

import com.sun.management.UnixOperatingSystemMXBean;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.JavalinState;
import io.javalin.http.servlet.JavalinServlet;
import io.javalin.http.servlet.ServletEntry;
import io.javalin.util.JavalinLogger;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.UnresolvedAddressException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import kotlin.LazyKt;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.component.Graceful;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A port of this machine, and the threads that answer there. */
public final class Listener {
    private static final int MIN_THREADS = 8;
    private static final int CONNECT_MILLIS = 1_000;

    /** Java's own 50 are full in a moment; the system drops the next caller then, who tries again after a second. */
    private static final int WAITING_CONNECTIONS = 4_096;

    private static final int MOST_CONNECTIONS = 10_000;

    private final String host;
    private final int port;
    private final QueuedThreadPool threads;

    /** {@code port} 0 lets the system choose one. */
    public Listener(String host, int port, String name, int most) {
        this.host = host;
        this.port = port;
        this.threads = new QueuedThreadPool(most, MIN_THREADS);
        threads.setName(name);
    }

    public Executor threads() {
        return threads;
    }

    /** {@code bounds} sets the connector's; {@code refusal} says why the port cannot be had, when the start fails. */
    public void listen(JavalinConfig settings, Consumer<ServerConnector> bounds, Function<Throwable, String> refusal) {
        JavalinLogger.startupInfo = false;
        settings.startup.showJavalinBanner = false;
        settings.startup.showOldJavalinVersionWarning = false;
        settings.startup.startupWatcherEnabled = false;
        settings.http.compressionStrategy = CompressionStrategy.NONE;
        settings.unsafe.servlet = LazyKt.lazy(() -> new ServletEntry(null, servlet(settings.unsafe)));
        settings.jetty.threadPool = threads;
        // else a header's value in other letters is taken for the last one on its connection
        settings.jetty.modifyHttpConfiguration(http -> http.setHeaderCacheCaseSensitive(true));
        settings.jetty.addConnector((server, http) -> {
            ServerConnector connector = connector(server, http);
            bounds.accept(connector);
            open(connector, refusal);
            return connector;
        });
    }

    private ServerConnector connector(Server server, HttpConfiguration http) {
        var connector = new ServerConnector(server, new Connections(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setAcceptQueueSize(WAITING_CONNECTIONS);
        connector.addBean(new IdleConnections(connector));
        connector.addBean(new NetworkConnectionLimit(mostConnections(), connector));
        return connector;
    }

    /** Most of the process's descriptors are left to files: a broker that can open none ends. */
    private static int mostConnections() {
        return (int) Math.min(MOST_CONNECTIONS, mostDescriptors() / 6);
    }

    /** The files and connections that this process may have open. */
    public static long mostDescriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }

    /** Opens the port at once, because Javalin would log a failure before it could be explained. */
    private static void open(ServerConnector connector, Function<Throwable, String> refusal) {
        try {
            connector.open();
        } catch (IOException | UnresolvedAddressException e) {
            Throwable cause = e;
            while (cause.getCause() != null) cause = cause.getCause();
            throw new IllegalStateException(refusal.apply(cause), e);
        }
    }

    /** Stops a server. Requests that have not ended when its time to stop is over are cut, such as one whose body never comes. */
    public static void stop(Javalin server) {
        try {
            server.jettyServer().server().stop(); // Javalin's own would log a stack trace of what is expected
        } catch (TimeoutException e) {
            // Jetty says so once everything is stopped
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) { // Jetty declares nothing narrower
            throw new IllegalStateException("the server cannot be stopped", e);
        }
    }

    /** True if a server takes connections there. What the system says of a port is in its user's language, and tells nothing. */
    public static boolean isTaken(String host, int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public static String reason(Throwable cause) {
        return cause instanceof UnresolvedAddressException ? "no such host" : String.valueOf(cause.getMessage());
    }

    /**
     * One without WebSockets: a request to upgrade to one would go past the routes. Javalin would make a part of it with the first
     * request, and answers 500 where two come first at once.
     */
    private static JavalinServlet servlet(JavalinState state) {
        var servlet = new JavalinServlet(state);
        try {
            Method part = JavalinServlet.class.getDeclaredMethod("getServletContextConfig");
            part.setAccessible(true);
            var unused = part.invoke(servlet);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this is another Javalin", e);
        }
        return servlet;
    }

    /**
     * Connections that one thread at a time reads. After a malformed request Jetty 12.1 lets another thread continue while the
     * first still has the buffer: it may be another connection's by the time that the former writes to it.
     */
    private static final class Connections extends HttpConnectionFactory {
        Connections(HttpConfiguration http) {
            super(http);
        }

        @Override
        public Connection newConnection(Connector connector, EndPoint endPoint) {
            var connection = new HttpConnection(getHttpConfiguration(), connector, endPoint) {
                private final ReentrantLock reading = new ReentrantLock();

                @Override
                public void onFillable() {
                    reading.lock();
                    try {
                        super.onFillable();
                    } finally {
                        reading.unlock();
                    }
                }
            };
            return configure(connection, connector, endPoint);
        }
    }

    /** Closes idle connections on stop. Jetty's shorter idle timeout would cut an answer that is being written. */
    static final class IdleConnections extends AbstractLifeCycle implements Graceful {
        private static final long MILLIS_BETWEEN_LOOKS = 20;

        private final ServerConnector connector;
        private Map<EndPoint, Long> idle = new HashMap<>();
        private volatile boolean isShutdown;

        IdleConnections(ServerConnector connector) {
            this.connector = connector;
            connector.setShutdownIdleTimeout(-1);
        }

        @Override
        public CompletableFuture<Void> shutdown() {
            isShutdown = true;
            look();
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public boolean isShutdown() {
            return isShutdown;
        }

        private void look() {
            Map<EndPoint, Long> now = new HashMap<>();
            for (EndPoint endPoint : connector.getConnectedEndPoints()) {
                Connection connection = endPoint.getConnection();
                if (connection == null || !isIdle(endPoint, connection)) continue;
                long bytes = connection.getBytesIn();
                if (Long.valueOf(bytes).equals(idle.get(endPoint))) endPoint.close();
                else now.put(endPoint, bytes);
            }
            idle = now;
            if (!isStopped())
                connector.getScheduler().schedule(this::look, MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
        }

        private static boolean isIdle(EndPoint endPoint, Connection connection) {
            return endPoint instanceof AbstractEndPoint socket
                    && socket.getFillInterest().isInterested()
                    && connection.getMessagesIn() <= connection.getMessagesOut();
        }
    }
}
