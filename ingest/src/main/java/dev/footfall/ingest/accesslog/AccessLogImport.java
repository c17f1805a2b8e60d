package dev.footfall.ingest.accesslog;

import dev.footfall.ingest.accesslog.BatchSender.UndeliveredException;
import dev.footfall.ingest.publish.EventPublisher;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Brings log files into the event log, once: each file from its start to its end, plain, gzip or zstd. Lines are read and
 * made into events while earlier ones are on their way. The order of files and lines does not matter, and what was
 * imported before is recognised by its ids. Used once, by one thread.
 */
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
    private long bytesTotal;
    private long bytesReported;
    private long lines;
    private LineBatch batch = new LineBatch();

    public AccessLogImport(LogSettings settings, EventPublisher publisher, ImportListener listener) {
        this(
                settings.with(
                        new PatientKeys(settings.keys(), BatchSender.MAX_ATTEMPTS, Backoff::sleep, listener::notice)),
                new BatchSender(publisher, Backoff::sleep, listener::notice),
                listener,
                Clock.systemUTC());
    }

    AccessLogImport(LogSettings settings, BatchSender sender, ImportListener listener, Clock clock) {
        this.settings = settings;
        this.sender = sender;
        this.listener = listener;
        this.clock = clock;
        this.opening = Opening.noticed(listener::notice);
    }

    /**
     * Imports these files and returns when everything is durable. A file that cannot be read to its end (a cut gzip)
     * gives what can be read, and is named in the result.
     *
     * @throws IllegalArgumentException before anything is sent, if a file does not exist, is a directory or is binary
     * @throws UndeliveredException if Kafka refused too often; importing again is safe
     * @throws InterruptedException if the thread is interrupted while it waits for Kafka
     */
    public ImportResult run(List<Path> files) throws InterruptedException {
        List<LogFile> checked = files.stream().map(LogFile::check).toList();
        bytesTotal = checked.stream().mapToLong(LogFile::sizeBytes).sum();
        try (sender) {
            for (LogFile file : checked) read(file);
            send();
            LineTotals totals = sender.drain();
            report();
            return new ImportResult(totals, problems);
        }
    }

    private void read(LogFile file) throws InterruptedException {
        LineInterpreter interpreter = LineInterpreter.of(settings, clock);
        var faults = new KeptFaults(clock);
        long number = 0;
        try (InputStream input = file.text(opening.open(file.path()), bytesRead)) {
            var reader = new LineReader(input);
            while (reader.next()) add(interpreter.read(reader, ++number), faults);
            if (reader.nextUnended()) add(interpreter.read(reader, ++number), faults);
        } catch (IOException e) {
            String problem = file.path() + ": cannot be read beyond line " + number + ": " + LogFile.reason(e);
            problems.add(problem);
            listener.notice(problem);
        }
    }

    private void add(LineOutcome outcome, KeptFaults faults) throws InterruptedException {
        lines++;
        outcome.addTo(batch, faults);
        if (batch.size() == BATCH_EVENTS) send();
        if (bytesRead.get() - bytesReported >= PROGRESS_BYTES) report();
    }

    private void send() throws InterruptedException {
        sender.send(batch);
        batch = new LineBatch();
    }

    private void report() {
        bytesReported = bytesRead.get();
        listener.progress(new ImportListener.Progress(bytesReported, bytesTotal, lines));
    }

    /** Hears how an import goes, on the thread that imports. */
    public interface ImportListener {
        ImportListener SILENT = new ImportListener() {
            @Override
            public void progress(Progress progress) {}

            @Override
            public void notice(String sentence) {}
        };

        /** Called about once per thousand events or per 256 KiB of log, and at the end. */
        void progress(Progress progress);

        /** Something that an operator should know at once: that Kafka is away, that a file cannot be read to its end. */
        void notice(String sentence);

        /**
         * The progress of an import.
         *
         * @param bytesRead bytes read from all files so far, as they lie on disk
         * @param bytesTotal bytes of all files; 0 when unknown (a pipe)
         * @param lines lines read so far
         */
        record Progress(long bytesRead, long bytesTotal, long lines) {}
    }

    /**
     * The result of an import. Everything counted as published or rejected is durable.
     *
     * @param totals the lines by outcome
     * @param problems files that could not be read to their end, each in one sentence that names the file
     */
    public record ImportResult(LineTotals totals, List<String> problems) {
        public ImportResult {
            problems = List.copyOf(problems);
        }
    }
}
