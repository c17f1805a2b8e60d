package dev.footfall.aggregator.topology;

import java.util.Objects;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * Called by Kafka Streams before it commits a task, inside the transaction: the one moment at which the heap must be in
 * the stores. No public hook has it (what a punctuation left on the heap would be lost), so this file, and no other, uses
 * Kafka Streams' internal {@code CachedStateStore#flushCache} and the context's current node.
 */
final class FlushHook implements StateStore, CachedStateStore<Object, Object> {
    static final String NAME = "flush-before-commit";

    private Runnable flush = () -> {};
    private Runnable firstChange = () -> {};
    private @Nullable CommitMarks marks;
    private boolean open;
    private boolean hasChanges;
    private long writes;

    private InternalProcessorContext<?, ?> context;

    // of a task that counts nothing yet there is none
    private @Nullable ProcessorNode<?, ?, ?, ?> node;

    /** Runs one action before a commit's first change, the other when it is prepared and can still forward. */
    void around(Runnable first, Runnable flush) {
        this.firstChange = first;
        this.flush = flush;
        this.node = context.currentNode();
    }

    void writes() {
        if (!hasChanges) {
            hasChanges = true;
            firstChange.run();
        }
        writes++;
    }

    void mark(CommitMarks ofTask) {
        marks = ofTask;
    }

    CommitMarks marks() {
        return Objects.requireNonNull(marks);
    }

    boolean hasChanges() {
        return hasChanges;
    }

    long numberOfWrites() {
        return writes;
    }

    @Override
    public void flushCache() {
        ProcessorNode<?, ?, ?, ?> before = context.currentNode();
        context.setCurrentNode(node);
        try {
            flush.run();
            hasChanges = false;
        } finally {
            context.setCurrentNode(before);
        }
    }

    @Override
    public void clearCache() {
        // the heap belongs to the processor, which is closed with its task and starts empty
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<Object, Object> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        this.context = (InternalProcessorContext<?, ?>) context;
        context.register(root, (key, value) -> {});
        open = true;
    }

    /** Does nothing: Kafka Streams 4.2 asks for it, and calls it after {@link #flushCache}, when all is in the stores. */
    @Override
    public void flush() {}

    @Override
    public void close() {
        open = false;
        hasChanges = false;
        firstChange = () -> {};
        flush = () -> {};
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }
}
