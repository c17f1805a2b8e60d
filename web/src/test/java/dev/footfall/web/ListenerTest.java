package dev.footfall.web;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import io.javalin.Javalin;
import io.javalin.json.JsonMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import kotlin.LazyKt;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class ListenerTest {
    /** More than Java lets wait, and fewer than the least that a system allows. */
    private static final int CALLERS = 100;

    @Test
    void keepsCallersThatWaitUntilItAcceptsThem() throws Exception {
        var opened = new AtomicReference<ServerConnector>();
        Javalin server = started(opened);
        requireNonNull(opened.get()).setAccepting(false);
        List<Socket> callers = new ArrayList<>();
        try {
            for (int i = 0; i < CALLERS; i++) {
                var caller = new Socket();
                callers.add(caller);
                caller.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), 500);
            }
        } finally {
            for (Socket caller : callers) caller.close();
            Listener.stop(server);
        }
        assertEquals(CALLERS, callers.size());
    }

    /** Two first requests at once were a 500: Javalin makes its parts with the first one, by one thread. */
    @Test
    void hasMadeAllPartsBeforeTheFirstRequest() {
        var listener = new Listener("127.0.0.1", 0, "listener-test", 16);
        var made = new AtomicInteger();
        Javalin server = Javalin.create(settings -> {
            listener.listen(settings, connector -> {}, Throwable::getMessage);
            settings.unsafe.jsonMapper = LazyKt.lazy(() -> {
                made.incrementAndGet();
                return new JsonMapper() {};
            });
        });
        try {
            server.start();

            assertEquals(1, made.get());
        } finally {
            Listener.stop(server);
        }
    }

    @Test
    void leavesMostFileDescriptorsToFiles() {
        var opened = new AtomicReference<ServerConnector>();
        Javalin server = started(opened);
        try {
            var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

            var limit = requireNonNull(opened.get()).getBean(NetworkConnectionLimit.class);

            assertTrue(limit.getMaxNetworkConnectionCount() <= system.getMaxFileDescriptorCount() / 6);
        } finally {
            Listener.stop(server);
        }
    }

    /** Jetty's own connections let a second thread, such as one that answered a malformed request, use the same buffer. */
    @Test
    void letsOneThreadAtATimeReadAConnection() throws Exception {
        var opened = new AtomicReference<ServerConnector>();
        Javalin server = started(opened);
        try {
            ServerConnector connector = requireNonNull(opened.get());
            var endPoint = new HeldEndPoint(connector);
            var connection = (AbstractConnection)
                    connector.getConnectionFactory(HttpConnectionFactory.class).newConnection(connector, endPoint);
            endPoint.setConnection(connection);
            CompletableFuture<Void> first = CompletableFuture.runAsync(connection::onFillable);
            assertTrue(endPoint.entered.tryAcquire(10, TimeUnit.SECONDS));
            CompletableFuture<Void> second = CompletableFuture.runAsync(connection::onFillable);

            boolean isShared = endPoint.entered.tryAcquire(300, TimeUnit.MILLISECONDS);
            endPoint.held.countDown();
            CompletableFuture.allOf(first, second).get(10, TimeUnit.SECONDS);

            assertFalse(isShared);
        } finally {
            Listener.stop(server);
        }
    }

    /** Javalin calls it a failure, and logs a stack trace, that a request was cut when the time to stop was over. */
    @Test
    void cutsARequestThatDoesNotEndWithoutCallingItAFailure() throws Exception {
        var listener = new Listener("127.0.0.1", 0, "listener-test", 16);
        var failures = new AtomicInteger();
        var entered = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        Javalin server = Javalin.create(settings -> {
            listener.listen(settings, connector -> {}, Throwable::getMessage);
            settings.events.serverStopFailed(failures::incrementAndGet);
            settings.jetty.modifyServer(jetty -> {
                jetty.insertHandler(new GracefulHandler());
                jetty.setStopTimeout(200);
            });
            settings.routes.get("/", context -> {
                entered.countDown();
                never.await();
            });
        });
        server.start();
        try (var caller = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            caller.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertTrue(entered.await(10, TimeUnit.SECONDS));

            Listener.stop(server);
        } finally {
            never.countDown();
        }
        assertEquals(0, failures.get());
    }

    private static Javalin started(AtomicReference<ServerConnector> opened) {
        var listener = new Listener("127.0.0.1", 0, "listener-test", 16);
        return Javalin.create(settings -> listener.listen(settings, opened::set, Throwable::getMessage))
                .start();
    }

    /** One that has nothing to read, and says so late. */
    private static final class HeldEndPoint extends ByteArrayEndPoint {
        final Semaphore entered = new Semaphore(0);
        final CountDownLatch held = new CountDownLatch(1);

        HeldEndPoint(ServerConnector connector) {
            super(connector.getScheduler(), 0);
        }

        @Override
        public int fill(ByteBuffer buffer) throws IOException {
            entered.release();
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return super.fill(buffer);
        }
    }
}
