package dev.footfall.proofs.siege;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A connection on which little comes and goes, and nothing waits. Used by one thread. */
final class Trickle implements AutoCloseable {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int SMALL_BUFFER_BYTES = 4 << 10;
    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final int STATUS_END = STATUS_AT + 3;

    private final SocketChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(16 << 10);
    private String beginning = "";
    private boolean isOver;

    private Trickle(SocketChannel channel) {
        this.channel = channel;
    }

    /** A connection that is open, and that the system keeps little for. */
    static Trickle open(Door door) throws IOException {
        var channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER_BYTES);
            channel.bind(door.source());
            channel.socket().connect(door.destination(), CONNECT_MILLIS);
            channel.configureBlocking(false);
            return new Trickle(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Sends as much of it as the system takes now. */
    void send(byte[] bytes) {
        try {
            channel.write(ByteBuffer.wrap(bytes));
        } catch (IOException e) {
            isOver = true;
        }
    }

    /** Reads what is there. */
    void receiveSome() {
        receive(buffer.capacity());
    }

    /** Reads the bytes that are there, up to this many. */
    void receive(int most) {
        try {
            int left = most;
            while (left > 0 && !isOver) {
                buffer.clear().limit(Math.min(left, buffer.capacity()));
                int read = channel.read(buffer);
                if (read == 0) return;
                if (read < 0) isOver = true;
                else remember(buffer.flip());
                left -= read;
            }
        } catch (IOException e) {
            isOver = true;
        }
    }

    private void remember(ByteBuffer bytes) {
        if (beginning.length() >= STATUS_END) return;
        beginning += StandardCharsets.ISO_8859_1.decode(bytes);
    }

    /** True if an answer has begun. */
    boolean isAnswered() {
        return beginning.length() >= STATUS_END;
    }

    /** The status of the answer that has begun; {@link StatusTally#NONE} if there is none. */
    int status() {
        if (!isAnswered()) return StatusTally.NONE;
        String digits = beginning.substring(STATUS_AT, STATUS_END);
        return digits.matches("\\d{3}") ? Integer.parseInt(digits) : StatusTally.NONE;
    }

    /** True if the server has closed it, or it is broken. */
    boolean isOver() {
        return isOver;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // it is no longer needed
        }
    }
}
