package dev.footfall.logs.accesslog;

import dev.footfall.events.RejectedEvent;
import dev.footfall.events.Unchecked;
import dev.footfall.ingest.publish.EventPublisher;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Brings log files into the event log, plain, gzip or zstd; ids tell what came before. Used once, by one thread. */
public final class AccessLogImport {
    private static final int BATCH_EVENTS = 1_000;
    private static final int PROGRESS_BYTES = 256 * 1_024;

    private final LogSettings settings;
    private final ImportListener listener;
    private final Clock clock;
    private final Opening opening;
    private final BatchSender sender;
    private final AtomicLong bytesRead = new AtomicLong();
    private final List<String> problems = new ArrayList<>();
    private final UnroutedRequests unrouted = new UnroutedRequests(UnroutedRequests.SAMPLE);
    private final LogFindings findings = new LogFindings(unrouted, new ClientShares());
    private final RoutedAnswers answers = new RoutedAnswers();
    private boolean isBegun;
    private long bytesTotal;
    private long bytesReported;
    private long lines;
    private LineBatch batch = new LineBatch();

    public AccessLogImport(LogSettings settings, EventPublisher publisher, ImportListener listener) {
        this(
                patient(settings, new Retries(BatchSender.MAX_ATTEMPTS, Backoff::sleep, listener::notice)),
                new BatchSender(publisher, Backoff::sleep, listener::notice),
                listener,
                Clock.systemUTC());
    }

    private static LogSettings patient(LogSettings settings, Retries retries) {
        return settings.with(new RetryingKeys(settings.keys(), retries))
                .with(new RetryingTrust(settings.proxies(), retries));
    }

    AccessLogImport(LogSettings settings, BatchSender sender, ImportListener listener, Clock clock) {
        this.settings = settings;
        this.sender = sender;
        this.listener = listener;
        this.clock = clock;
        this.opening = Opening.noticed(listener::notice);
    }

    /** Returns when all is durable; names files not read to their ends. Fails first if one is binary or unreadable. */
    public ImportResult run(List<Path> files) throws InterruptedException {
        List<LogFile> checked = files.stream().map(LogFile::check).toList();
        bytesTotal = checked.stream().mapToLong(LogFile::sizeBytes).sum();
        try (sender) {
            for (LogFile file : checked) read(file);
            send();
            LineTotals totals = sender.drain();
            report();
            UnroutedPaths paths = totals.isNothingRouted()
                    ? unrouted.explained(UnroutedRequests.SHOWN_PATHS, settings.routes(), Map.of())
                    : unrouted.top(UnroutedRequests.SHOWN_PATHS);
            return new ImportResult(totals, problems, paths, warnings(), answers);
        }
    }

    private List<String> warnings() {
        return Stream.concat(
                        findings.clients().warning().stream(), findings.notes().all())
                .toList();
    }

    private void read(LogFile file) throws InterruptedException {
        LineInterpreter interpreter = LineInterpreters.of(settings, clock, findings);
        var faults = new SampledFaults(clock);
        long number = 0;
        try (InputStream input = file.text(opening.open(file.path()), bytesRead)) {
            var reader = new LineReader(input);
            while (reader.next()) add(interpreter.read(reader, ++number), faults);
            if (reader.nextUnended()) add(interpreter.readUnended(reader, ++number), faults);
        } catch (IOException e) {
            String problem = file.path() + ": cannot be read beyond line " + number + ": " + Unchecked.reason(e);
            problems.add(problem);
            listener.notice(problem);
        }
    }

    private void add(LineOutcome outcome, SampledFaults faults) throws InterruptedException {
        lines++;
        outcome.addTo(batch, faults);
        if (!answers.isSettled() && outcome instanceof LineOutcome.Routed routed)
            answers.add(routed.event().request());
        if (batch.size() == BATCH_EVENTS) send();
        if (bytesRead.get() - bytesReported >= PROGRESS_BYTES) report();
    }

    private void send() throws InterruptedException {
        if (!isBegun && batch.totals().isUnreadable()) {
            RejectedEvent first = batch.rejected().get(0);
            throw new IllegalArgumentException("none of the first lines can be read as "
                    + settings.format().label() + ", and nothing was written; the first: " + first.field() + ": "
                    + first.error());
        }
        isBegun = true;
        sender.send(batch);
        batch = new LineBatch();
    }

    private void report() {
        bytesReported = bytesRead.get();
        listener.progress(new ImportListener.ImportProgress(bytesReported, bytesTotal, lines));
    }

    /** A named pipe opens only with a writer: reported after {@code quiet}, given up after {@code patience} more. */
    record Opening(Duration quiet, Duration patience, Consumer<String> notice) {
        static Opening noticed(Consumer<String> notice) {
            return new Opening(Duration.ofSeconds(1), Duration.ofSeconds(30), notice);
        }

        InputStream open(Path path) throws IOException, InterruptedException {
            if (Files.isRegularFile(path)) return Files.newInputStream(path);
            CompletableFuture<InputStream> opened = openElsewhere(path);
            try {
                try {
                    return opened.get(quiet.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    notice.accept(path + ": waiting up to " + patience.toSeconds() + " s for a writer of this pipe");
                }
                return opened.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                        .get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TimeoutException)) throw new IOException(e.getCause());
                throw new IOException("no process writes to this pipe", e);
            }
        }

        /** Opens it on a thread of its own, since nothing can interrupt it: the thread stays while there is no writer. */
        private static CompletableFuture<InputStream> openElsewhere(Path path) {
            var opened = new CompletableFuture<InputStream>();
            var thread = new Thread(() -> open(path, opened), "open " + path);
            thread.setDaemon(true);
            thread.start();
            return opened;
        }

        private static void open(Path path, CompletableFuture<InputStream> opened) {
            try {
                var input = new FileInputStream(path.toFile()); // asks a pipe for no size, as Java 17's channels do
                boolean isTooLate = !opened.complete(input);
                if (isTooLate) input.close();
            } catch (IOException e) {
                opened.completeExceptionally(e);
            }
        }
    }
}
