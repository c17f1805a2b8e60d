package dev.footfall.proofs.scale;

import dev.footfall.proofs.scale.NodeView.NodeReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks a node about one partition again and again, until an event that was published meanwhile is counted: what
 * is asked first must be the same in every answer, and what is asked then changes when the event is counted.
 */
final class PartitionWatch {
    private static final Duration BETWEEN = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final NodeView node;
    private final String unchangedPath;
    private final NodeReply unchanged;
    private final String changingPath;
    private final NodeReply before;
    private final List<Try> tries = new ArrayList<>();
    private long wrong;
    private final Thread thread;
    private volatile boolean isOpen = true;

    private PartitionWatch(NodeView node, String unchangedPath, String changingPath) throws InterruptedException {
        this.node = node;
        this.unchangedPath = unchangedPath;
        this.changingPath = changingPath;
        this.unchanged = first(unchangedPath);
        this.before = first(changingPath);
        this.thread = new Thread(this::run, "watch of " + unchangedPath);
        thread.setDaemon(true);
    }

    /** A watch by these two paths; what they answer now is what they answered before. */
    static PartitionWatch of(NodeView node, String unchangedPath, String changingPath) throws InterruptedException {
        return new PartitionWatch(node, unchangedPath, changingPath);
    }

    /**
     * One question.
     *
     * @param askedNanos when it was asked
     * @param answeredNanos when that ended
     * @param isWhole whether with the right answer
     * @param isCounted whether the new event is counted
     */
    record Try(long askedNanos, long answeredNanos, boolean isWhole, boolean isCounted) {}

    private NodeReply first(String path) throws InterruptedException {
        return node.get(path).orElseThrow(() -> new IllegalStateException(node + " did not answer " + path));
    }

    void start() {
        thread.start();
    }

    /** Waits until it is over. */
    void join() throws InterruptedException {
        thread.join();
    }

    private void run() {
        long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (isOpen && System.nanoTime() < giveUpNanos) {
                Try made = ask();
                tries.add(made);
                if (made.isCounted()) isOpen = false;
                Thread.sleep(BETWEEN.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            isOpen = false;
        }
    }

    private Try ask() throws InterruptedException {
        long askedNanos = System.nanoTime();
        Optional<NodeReply> said = node.get(unchangedPath);
        long answeredNanos = System.nanoTime();
        boolean isWhole = said.filter(unchanged::equals).isPresent();
        if (!isWhole && said.filter(answer -> answer.status() != 503).isPresent()) wrong++;
        boolean isCounted = node.get(changingPath)
                .filter(NodeReply::isOk)
                .filter(answer -> !answer.equals(before))
                .isPresent();
        return new Try(askedNanos, answeredNanos, isWhole, isWhole && isCounted);
    }

    @Override
    public String toString() {
        return thread.getName();
    }

    /** True if the event is still waited for. */
    boolean isOpen() {
        return isOpen;
    }

    /** The requests so far; only when it is over. */
    List<Try> tries() {
        return List.copyOf(tries);
    }

    /** Answers that were neither right nor a refusal. */
    long wrong() {
        return wrong;
    }
}
