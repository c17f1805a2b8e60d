package dev.footfall.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Streams of events of the API that are open at once, and read by one thread as fast as they come. */
final class OpenStreams implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Selector selector;
    private final List<Channel> open = new ArrayList<>();
    private final Thread reader = new Thread(this::readAll, "bench-streams");
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean isLost;

    /** One stream for each path. */
    OpenStreams(int port, List<String> paths) {
        try {
            selector = Selector.open();
            for (String path : paths) {
                SocketChannel channel =
                        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                open.add(channel);
                String head = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n";
                channel.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reader.setDaemon(true);
        reader.start();
    }

    private void readAll() {
        var buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try {
            while (selector.isOpen()) {
                selector.select(key -> read((SocketChannel) key.channel(), buffer));
            }
        } catch (IOException | UncheckedIOException e) {
            isLost = selector.isOpen();
        }
    }

    private void read(SocketChannel channel, ByteBuffer buffer) {
        try {
            int read = channel.read(buffer.clear());
            if (read < 0 || isRefused(buffer.flip())) throw new IOException("a stream has ended");
            bytes.addAndGet(read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRefused(ByteBuffer bytes) {
        String beginning = StandardCharsets.US_ASCII
                .decode(bytes.limit(Math.min(12, bytes.limit())))
                .toString();
        return beginning.startsWith("HTTP/1.1 ") && !beginning.endsWith(" 200");
    }

    /** The bytes that have come, of all streams. */
    long bytes() {
        if (isLost) throw new IllegalStateException("a stream was lost");
        return bytes.get();
    }

    @Override
    public void close() {
        try {
            selector.close();
            for (Channel channel : open) channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
