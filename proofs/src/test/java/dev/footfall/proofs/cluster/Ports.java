package dev.footfall.proofs.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of loopback that are free, from below those that systems give to outgoing connections: a process that was killed
 * finds its port again.
 */
final class Ports {
    private static final int FIRST = 20_000;
    private static final int LAST = 29_999;

    private final Deque<Integer> free = new ArrayDeque<>();

    /** This many free ports. */
    Ports(int number) {
        int port = ThreadLocalRandom.current().nextInt(FIRST, LAST - 10 * number);
        while (free.size() < number) {
            if (port > LAST) throw new IllegalStateException("127.0.0.1 has no " + number + " free ports");
            if (isFree(port)) free.add(port);
            port++;
        }
    }

    /** One that nobody has taken yet. */
    int take() {
        return free.remove();
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false; // somebody else's
        }
    }
}
