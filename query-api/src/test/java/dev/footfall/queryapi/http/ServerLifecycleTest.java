package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.query.Readiness;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.QueryApi;
import dev.footfall.queryapi.gaps.InMemoryGaps;
import dev.footfall.queryapi.route.OneNode;
import dev.footfall.queryapi.states.GivenStates;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The server's start, its refusals to start, and its end. */
class ServerLifecycleTest {
    private final InMemoryState state = new InMemoryState(1);
    private final Backend backend = new Backend(
            OneNode.reader(state, true),
            Served.RULES,
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            Clock.systemUTC(),
            new InMemoryGaps());
    private final GivenStates states = GivenStates.alone(backend.state(), Served.RULES);

    @Test
    void namesThePortThatItCannotHaveAndItsKey() {
        try (Served first = Served.serving(state)) {
            var config = Served.config("127.0.0.1", first.port(), 0, QueryConfig.Unregistered.PUBLIC);

            var failure =
                    assertThrows(IllegalStateException.class, () -> QueryApi.start(config, backend, states, List.of()));

            String message = String.valueOf(failure.getMessage());
            assertTrue(message.contains("port " + first.port()) && message.contains("query.port"), message);
        }
    }

    @Test
    void namesAHostThatItDoesNotFind() {
        var config = Served.config("not a host", 0, 0, QueryConfig.Unregistered.PUBLIC);

        var failure =
                assertThrows(IllegalStateException.class, () -> QueryApi.start(config, backend, states, List.of()));

        assertEquals(
                "The query API cannot listen on not a host port 0: no such host (query.host and query.port choose another)",
                failure.getMessage());
    }

    @Test
    void finishesTheRequestsThatAreUnderWayWhenItIsClosed() throws Exception {
        var asked = new CountDownLatch(1);
        var released = new CountDownLatch(1);
        LocalState slow = Asked.stateThat(() -> {
            asked.countDown();
            released.await();
            return new Readiness(true, "slow");
        });
        var closing = Served.serving(slow);
        int port = closing.port();
        CompletableFuture<HttpResponse<String>> response = CompletableFuture.supplyAsync(() -> closing.get("/ready"));
        asked.await();

        CompletableFuture<Void> closed = CompletableFuture.runAsync(closing::close);
        Awaitility.await().until(() -> isRefused(port));
        released.countDown();

        assertEquals(200, response.get(30, TimeUnit.SECONDS).statusCode());
        closed.get(30, TimeUnit.SECONDS);
    }

    private static boolean isRefused(int port) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return !socket.isConnected();
        } catch (ConnectException e) {
            return true;
        }
    }

    @Test
    void givesThePortBackWhenItIsClosed() {
        var first = QueryApi.start(Served.config(0, QueryConfig.Unregistered.PUBLIC), backend, states, List.of());
        int port = first.port();
        first.close();

        var config = Served.config("127.0.0.1", port, 0, QueryConfig.Unregistered.PUBLIC);
        try (QueryServer second = QueryApi.start(config, backend, states, List.of())) {
            assertEquals(port, second.port());
        }
    }

    @Test
    void refusesSettingsThatCannotBe() {
        var port = assertThrows(
                IllegalArgumentException.class,
                () -> Served.config("127.0.0.1", 65_536, 0, QueryConfig.Unregistered.PUBLIC));
        var host = assertThrows(
                IllegalArgumentException.class, () -> Served.config(" ", 0, 0, QueryConfig.Unregistered.PUBLIC));

        assertEquals("query.port is 65536, allowed: 0 to 65535", port.getMessage());
        assertEquals("query.host is empty; an address is required", host.getMessage());
    }
}
