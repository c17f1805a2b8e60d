package dev.footfall.web;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.javalin.Javalin;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;

class ListenerTest {
    /** More than Java lets wait, and fewer than the least that a system allows. */
    private static final int CALLERS = 100;

    @Test
    void keepsCallersThatWaitUntilItAcceptsThem() throws Exception {
        var opened = new AtomicReference<ServerConnector>();
        var listener = new Listener("127.0.0.1", 0, "listener-test", 16);
        Javalin server = Javalin.create(settings -> listener.listen(settings, opened::set, Throwable::getMessage));
        server.start();
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
}
