package dev.footfall.proofs.siege;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A port of loopback, as it is reached from one address of loopback: callers are told apart by address.
 *
 * @param from the address from which connections come, 127.x.y.z
 * @param port the port to which they go
 */
record Door(String from, int port) {
    /** The address of honest callers whose address does not matter. */
    static final String HONEST = "127.0.0.1";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CONNECT_MILLIS = 10_000;
    private static final int MOST_BYTES = 1 << 20;

    /** An address of one of eight attackers. */
    static String ofAttacker(SplittableRandom random) {
        return "127.0.0." + (2 + random.nextInt(8));
    }

    /** An address of one of 65,000 attackers. */
    static String ofMany(SplittableRandom random) {
        return "127.1." + random.nextInt(256) + "." + (1 + random.nextInt(254));
    }

    InetSocketAddress source() {
        try {
            return new InetSocketAddress(InetAddress.getByName(from), 0);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    InetSocketAddress destination() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** The answer to a request on a connection of its own; empty when there is none. */
    Optional<Heard> ask(byte[] request) {
        return ask(request, false, PATIENCE);
    }

    /**
     * The answer to a request on a connection of its own, up to its end or {@value #MOST_BYTES} bytes.
     *
     * @param isHalfClosed whether the request's end is that of the connection in its direction
     * @param patience for each read
     */
    Optional<Heard> ask(byte[] request, boolean isHalfClosed, Duration patience) {
        try (var socket = new Socket()) {
            socket.setReuseAddress(true);
            socket.bind(source());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) patience.toMillis());
            socket.connect(destination(), CONNECT_MILLIS);
            send(socket, request, isHalfClosed);
            return Heard.of(received(socket.getInputStream()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Sends it; a server that has heard enough may close before. */
    private static void send(Socket socket, byte[] request, boolean isHalfClosed) {
        try {
            socket.getOutputStream().write(request);
            if (isHalfClosed) socket.shutdownOutput();
        } catch (IOException e) {
            // its answer says why
        }
    }

    /** All bytes up to the end, or until it breaks. */
    private static String received(InputStream in) {
        var bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 13];
        try {
            for (int read = in.read(buffer); read >= 0 && bytes.size() < MOST_BYTES; read = in.read(buffer)) {
                bytes.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // so far, and no further
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
