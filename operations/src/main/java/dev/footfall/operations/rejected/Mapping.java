package dev.footfall.operations.rejected;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.management.ThreadMXBean;
import dev.footfall.events.ByteBudget;
import dev.footfall.ingest.jq.BudgetedJq;
import dev.footfall.ingest.jq.BudgetedJson;
import dev.footfall.web.Json;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.thisptr.jackson.jq.Scope;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A repair in the language of jq: of a record's value it makes the event that was meant. It knows the record as {@code $key},
 * {@code $topic}, {@code $partition}, {@code $offset}, {@code $place} (these three in one) and {@code $log_time}.
 */
public final class Mapping {
    /** More than a record and its repair need; a step of jq asks first, and the thread is watched beside it. */
    private static final long MOST_BYTES = 256 << 20;

    private static final BoundedWork BOUNDS = new BoundedWork(Duration.ofSeconds(5), MOST_BYTES);

    private final BudgetedJq query;

    private Mapping(BudgetedJq query) {
        this.query = query;
    }

    /** Fails if it is none; the message says where. */
    public static Mapping of(String text) {
        return new Mapping(BudgetedJq.compile(text));
    }

    /** None leaves the record out. Fails if it cannot be applied, or takes too long or too much memory. */
    List<byte[]> apply(ConsumerRecord<byte[], byte[]> record) {
        try {
            return BOUNDS.run(() -> values(record));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ByteBudget.ExceededException) throw beyond(record, BOUNDS.tooMuch(), e);
            String why = reason(requireNonNull(e.getCause()));
            throw new IllegalArgumentException("the mapping cannot be applied: " + why, e);
        } catch (IllegalStateException e) {
            throw beyond(record, String.valueOf(e.getMessage()), e);
        }
    }

    private static IllegalStateException beyond(ConsumerRecord<byte[], byte[]> record, String bound, Exception cause) {
        return new IllegalStateException("the mapping " + bound + " for the record " + place(record), cause);
    }

    /** In words, which are the cause's where a function of jq says "N/A" itself. */
    private static String reason(Throwable fault) {
        if (fault instanceof StackOverflowError) return "it calls itself without end";
        if (fault instanceof NumberFormatException) return "a text is not a number";
        boolean isOfJava = fault instanceof ClassCastException || fault instanceof IndexOutOfBoundsException;
        String why = fault.getMessage() == null || isOfJava ? "" : fault.getMessage();
        if (!why.isBlank() && !why.equals("N/A")) return why.lines().findFirst().orElseThrow();
        return fault.getCause() == null ? "a function rejects its input" : reason(fault.getCause());
    }

    private List<byte[]> values(ConsumerRecord<byte[], byte[]> record) throws JsonProcessingException {
        var budget = new ByteBudget(MOST_BYTES);
        List<JsonNode> made = new ArrayList<>();
        query.apply(scope(record), value(record, budget), budget, made::add);
        List<byte[]> values = new ArrayList<>();
        for (JsonNode node : made) values.add(Json.MAPPER.writeValueAsBytes(node));
        return values;
    }

    private static String place(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition() + "-" + record.offset();
    }

    private static Scope scope(ConsumerRecord<byte[], byte[]> record) {
        Scope scope = BudgetedJq.scope();
        scope.setValue("key", text(record.key()));
        scope.setValue("topic", TextNode.valueOf(record.topic()));
        scope.setValue("partition", IntNode.valueOf(record.partition()));
        scope.setValue("offset", LongNode.valueOf(record.offset()));
        scope.setValue("place", TextNode.valueOf(place(record)));
        scope.setValue(
                "log_time",
                TextNode.valueOf(Instant.ofEpochMilli(record.timestamp()).toString()));
        return scope;
    }

    /** The first JSON value in it, else all of it as a text. */
    private static JsonNode value(ConsumerRecord<byte[], byte[]> record, ByteBudget budget) {
        if (record.value() == null) return text(record.value());
        List<JsonNode> values = new ArrayList<>();
        try {
            BudgetedJson.read(record.value(), budget, values::add);
        } catch (IOException e) {
            if (values.isEmpty()) return text(record.value());
        }
        return values.get(0);
    }

    private static JsonNode text(byte[] bytes) {
        return TextNode.valueOf(bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8));
    }

    /** Java cannot stop a thread: work that exceeds a bound runs until the process ends. */
    record BoundedWork(Duration time, long bytes) {
        private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        private static final long LOOK_MILLIS = 5;

        /** Fails with what it threw, a stack overflow too; {@code IllegalStateException} says which bound it hit. */
        <T> T run(Callable<T> work) throws ExecutionException {
            var task = new FutureTask<>(work);
            var thread = new Thread(task, "footfall-bounded");
            thread.setDaemon(true);
            thread.start();
            long giveUpNanos = System.nanoTime() + time.toNanos();
            while (true) {
                try {
                    return task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    if (System.nanoTime() > giveUpNanos) throw beyond("takes more than " + time.toSeconds() + " s");
                    if (THREADS.getThreadAllocatedBytes(thread.getId()) > bytes) throw beyond(tooMuch());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted", e);
                }
            }
        }

        String tooMuch() {
            return "takes more than " + (bytes >> 20) + " MiB";
        }

        private static IllegalStateException beyond(String bound) {
            return new IllegalStateException(bound);
        }
    }
}
