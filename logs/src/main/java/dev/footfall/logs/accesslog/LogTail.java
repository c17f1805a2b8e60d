package dev.footfall.logs.accesslog;

import dev.footfall.events.RejectedEvent;
import dev.footfall.events.Unchecked;
import dev.footfall.ingest.publish.Delivery;
import dev.footfall.ingest.publish.EventPublisher;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Follows access logs as they are written, across rotation by rename and by copytruncate, and across its own restarts. A
 * checkpoint is saved only when all that it covers is durable, so lines reach the log at least once; their ids make that
 * exactly once. While Kafka is away, nothing more is read. {@link #run} belongs to one thread; {@link #close} and {@link
 * #totals} are for any.
 */
public final class LogTail implements AutoCloseable {
    private static final long POLL_MILLIS = 200;
    private static final long CLOSE_MILLIS = 8_000;
    private static final int MAX_EVENTS = 10_000;
    private static final int MAX_LINES = 100_000;
    private static final long REPORT_NANOS = Duration.ofMinutes(1).toNanos();

    private final List<TailedLog> logs = new ArrayList<>();
    private final Map<Path, List<FilePosition>> saved = new HashMap<>();
    private final CheckpointStore checkpoints;
    private final EventPublisher publisher;
    private final Consumer<String> notices;
    private final Routes routes;
    private final UnroutedRequests unrouted = new UnroutedRequests(UnroutedRequests.SAMPLE);
    private final ClientShares clients = new ClientShares();
    private final ClientNotes notes = new ClientNotes();
    private final long startedNanos = System.nanoTime();
    private final AtomicBoolean started = new AtomicBoolean();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile LineTotals totals = LineTotals.NONE;
    private LineBatch pending = new LineBatch();
    private int failedAttempts;
    private long reportedNanos = System.nanoTime();
    private LineTotals reported = LineTotals.NONE;
    private boolean hasUnreadable;
    private boolean hasToldIdent;
    private boolean hasToldFormer;

    /** {@code files}: the names to which the server writes; the directory is made if missing. */
    public record TailSources(List<Path> files, Path checkpointDirectory) {
        public TailSources {
            files = List.copyOf(new LinkedHashSet<>(files));
        }
    }

    /**
     * Resumes where its checkpoints say; the publisher stays open. Fails if a log has neither a file nor a checkpoint,
     * is a directory, compressed or binary, or if a checkpoint cannot be used.
     */
    public LogTail(TailSources sources, LogSettings settings, EventPublisher publisher, Consumer<String> notices) {
        this.routes = settings.routes();
        this.checkpoints = new CheckpointStore(sources.checkpointDirectory(), settings.secret());
        this.publisher = publisher;
        this.notices = notices;
        try {
            var retries = new Retries(Integer.MAX_VALUE, Backoff::sleep, notices);
            LogSettings patient = settings.with(new RetryingKeys(settings.keys(), retries))
                    .with(new RetryingTrust(settings.proxies(), retries));
            for (Path file : sources.files()) follow(file, patient);
        } catch (IOException e) {
            logs.forEach(TailedLog::close);
            throw failed("cannot start", e);
        } catch (RuntimeException e) {
            logs.forEach(TailedLog::close);
            throw e;
        }
    }

    private void follow(Path file, LogSettings settings) throws IOException {
        Optional<Checkpoint> checkpoint = checkpoints.load(file);
        if (checkpoint.isEmpty() || Files.exists(file)) {
            LogFile.check(file);
            if (RotatedFiles.isCompressed(file)) {
                throw new IllegalArgumentException(file + ": is compressed; use 'footfall import'");
            }
            if (LogFile.isUtf16(file)) {
                throw new IllegalArgumentException(
                        file + ": is UTF-16; have it written in UTF-8, or use 'footfall import'");
            }
        }
        var log = new TailedLog(file, settings, Clock.systemUTC(), notices, new LogFindings(unrouted, clients, notes));
        logs.add(log);
        if (checkpoint.isPresent()) log.resume(checkpoint.get());
        log.lookForRotation();
        save(log);
    }

    enum Step {
        IDLE,
        ADVANCED,
        /** Lines that were read are kept for the next poll. */
        UNAVAILABLE
    }

    /** Until {@link #close} or an interrupt; fails if a log cannot be read or a checkpoint not be written. */
    public void run() throws InterruptedException {
        started.set(true);
        try {
            long waitMillis = 0;
            while (!closing.await(waitMillis, TimeUnit.MILLISECONDS)) {
                long nowNanos = System.nanoTime();
                Step step = pollOnce(nowNanos);
                report(nowNanos);
                waitMillis = switch (step) {
                    case IDLE -> POLL_MILLIS;
                    case ADVANCED -> 0;
                    case UNAVAILABLE -> Backoff.after(failedAttempts).toMillis();
                };
            }
        } catch (IOException e) {
            throw failed("stopped", e);
        } finally {
            logs.forEach(TailedLog::close);
            finished.countDown();
        }
    }

    private static IllegalStateException failed(String how, IOException e) {
        String file = e instanceof FileSystemException named ? named.getFile() + ": " : "";
        return new IllegalStateException("tail " + how + ": " + file + Unchecked.reason(e), e);
    }

    private void noticeUnreadable(Path log) {
        hasUnreadable = true;
        RejectedEvent first = pending.rejected().get(0);
        long number = ((RejectedEvent.FromLine) first.origin()).number();
        notices.accept(log + ", line " + number + ", cannot be read: " + first.field() + ": " + first.error()
                + "; 'footfall rejected list' counts all");
    }

    /** Reports a minute in which lines were read, and once that no request is routed, or most are of one client. */
    void report(long nowNanos) {
        watchClients(nowNanos);
        if (nowNanos - reportedNanos < REPORT_NANOS || totals.equals(reported)) return;
        boolean isFirst = reported.lines() == 0;
        reportedNanos = nowNanos;
        reported = totals;
        notices.accept(String.format(
                Locale.ROOT,
                "%,d lines: %,d published, %,d not routed, %,d rejected",
                totals.lines(),
                totals.published(),
                totals.unrouted(),
                totals.rejected()));
        if (isFirst && totals.isNothingRouted())
            notices.accept(unrouted.explained(UnroutedRequests.SHOWN_PATHS, routes, Map.of())
                    .hint(totals));
    }

    private void watchClients(long nowNanos) {
        tellNotes();
        if (clients.isOver()) return;
        Optional<String> warning = clients.warning();
        warning.ifPresent(notices);
        if (warning.isPresent() || nowNanos - startedNanos > REPORT_NANOS) clients.end();
    }

    /** Each of them once: they are so from the beginning. */
    private void tellNotes() {
        Optional<String> ident = notes.ident().filter(any -> !hasToldIdent);
        Optional<String> former = notes.former().filter(any -> !hasToldFormer);
        hasToldIdent |= ident.isPresent();
        hasToldFormer |= former.isPresent();
        ident.ifPresent(notices);
        former.ifPresent(notices);
    }

    /** One round: looks for rotation, reads what is there up to a bound, sends it, waits for the acks, checkpoints. */
    Step pollOnce(long nowNanos) throws IOException, InterruptedException {
        for (TailedLog log : logs) log.lookForRotation();
        boolean isRetry = failedAttempts > 0;
        int changes = 0;
        if (!isRetry) {
            for (TailedLog log : logs) {
                changes += log.readInto(pending, MAX_EVENTS, MAX_LINES);
                if (!hasUnreadable && !pending.rejected().isEmpty()) noticeUnreadable(log.path());
            }
            for (TailedLog log : logs) changes += log.releaseQuiet(pending, nowNanos);
            Collections.rotate(logs, 1); // a long backlog of one log must not keep the others waiting
        }
        return isRetry || changes > 0 ? deliver() : Step.IDLE;
    }

    private Step deliver() throws IOException, InterruptedException {
        CompletableFuture<Delivery> delivery = pending.sendTo(publisher);
        if (BatchSender.await(delivery) instanceof Delivery.Unacknowledged unavailable) {
            if (failedAttempts++ == 0) {
                notices.accept("Kafka is not accepting events (" + unavailable.reason() + "); trying again");
            }
            return Step.UNAVAILABLE;
        }
        failedAttempts = 0;
        totals = totals.plus(pending.totals());
        pending = new LineBatch();
        for (TailedLog log : logs) save(log);
        return Step.ADVANCED;
    }

    private void save(TailedLog log) {
        List<FilePosition> positions = log.positions();
        if (positions.equals(saved.get(log.path()))) return;
        checkpoints.save(log.path(), positions);
        saved.put(log.path(), positions);
    }

    public LineTotals totals() {
        return totals;
    }

    public UnroutedPaths unrouted() {
        return unrouted.top(0);
    }

    /** Ends {@link #run} after its present round, and waits for that a few seconds; a checkpoint is never ahead. */
    @Override
    public void close() {
        closing.countDown();
        if (!started.get()) {
            logs.forEach(TailedLog::close);
            return;
        }
        try {
            boolean isFinished = finished.await(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
            if (!isFinished) notices.accept("tail is still waiting for Kafka; unacknowledged lines will be read again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
