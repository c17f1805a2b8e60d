package dev.footfall.logs.accesslog;

public interface ImportListener {
    /** Called about once per thousand events or per 256 KiB of log, and at the end. */
    default void progress(ImportProgress progress) {}

    default void notice(String sentence) {}

    /** {@code bytesTotal} is 0 when unknown (a pipe). */
    record ImportProgress(long bytesRead, long bytesTotal, long lines) {}
}
