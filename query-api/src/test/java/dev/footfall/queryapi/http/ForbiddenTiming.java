package dev.footfall.queryapi.http;

import dev.footfall.queryapi.http.Neighbourhood.Asker;
import dev.footfall.queryapi.http.Neighbourhood.Repository;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Prints how long the 404 of a forbidden repository takes beside that of an unknown one: medians of 2,000 alternating
 * requests each, several rounds. {@code main} asks a server of its own; {@code main PORT FORBIDDEN UNKNOWN} a running one
 * on this machine, about two paths.
 */
public final class ForbiddenTiming {
    private static final int ROUNDS = 5;
    private static final int REQUESTS = 2_000;
    private static final int WARM_UP = 10_000;

    private final int port;
    private final String authorization;

    private ForbiddenTiming(int port, String authorization) {
        this.port = port;
        this.authorization = authorization;
    }

    /** Measures. */
    public static void main(String[] args) throws IOException {
        if (args.length == 3) {
            new ForbiddenTiming(Integer.parseInt(args[0]), "").compare(args[1], args[2]);
            return;
        }
        try (Served served = Served.knowing(Neighbourhood.state(8), 0, TrustedProxies.NONE)) {
            for (Asker asker : new Asker[] {Asker.ANONYMOUS, Asker.STRANGER}) {
                String header = asker.headers().length == 0 ? "" : asker.headers()[0] + "\r\n";
                for (String route : new String[] {"/stats", "/stats/recent"}) {
                    System.out.println(asker + " " + route);
                    new ForbiddenTiming(served.port(), header)
                            .compare(Repository.PRIVATE.path() + route, Repository.UNKNOWN.path() + route);
                }
            }
        }
    }

    private void compare(String forbidden, String unknown) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port);
                var in = new DataInputStream(socket.getInputStream())) {
            socket.setTcpNoDelay(true);
            byte[] first = request(forbidden);
            byte[] second = request(unknown);
            int length = length(socket, in, first);
            if (length != length(socket, in, second)) throw new IllegalStateException("the answers differ in length");
            for (int i = 0; i < WARM_UP; i++) nanos(socket, in, i % 2 == 0 ? first : second, length);
            for (int round = 1; round <= ROUNDS; round++) {
                long[] forbiddenNanos = new long[REQUESTS];
                long[] unknownNanos = new long[REQUESTS];
                for (int i = 0; i < REQUESTS; i++) {
                    if (i % 2 == 0) forbiddenNanos[i] = nanos(socket, in, first, length); // else one is always first
                    unknownNanos[i] = nanos(socket, in, second, length);
                    if (i % 2 == 1) forbiddenNanos[i] = nanos(socket, in, first, length);
                }
                print(round, median(forbiddenNanos), median(unknownNanos));
            }
        }
    }

    private byte[] request(String path) {
        String text =
                "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: timing\r\n" + authorization + "\r\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The length of the answer in bytes, which is always the same. */
    private static int length(Socket socket, DataInputStream in, byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) head.append((char) in.readUnsignedByte());
        int at = head.indexOf("Content-Length: ") + "Content-Length: ".length();
        int body = Integer.parseInt(head.substring(at, head.indexOf("\r\n", at)));
        in.readNBytes(body);
        return head.length() + body;
    }

    private static long nanos(Socket socket, DataInputStream in, byte[] request, int length) throws IOException {
        long start = System.nanoTime();
        socket.getOutputStream().write(request);
        in.readFully(new byte[length]);
        return System.nanoTime() - start;
    }

    private static long median(long[] nanos) {
        Arrays.sort(nanos);
        return nanos[nanos.length / 2];
    }

    private static void print(int round, long forbidden, long unknown) {
        System.out.println(String.format(
                Locale.ROOT,
                "  round %d: forbidden %.1f us, unknown %.1f us, ratio %.3f",
                round,
                forbidden / 1e3,
                unknown / 1e3,
                (double) forbidden / unknown));
    }
}
