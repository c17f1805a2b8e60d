package dev.footfall.ingest.accesslog;

/** Hears how an import goes, on the thread that imports. */
public interface ImportListener {
    /** Hears nothing. */
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
