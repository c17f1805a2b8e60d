package dev.footfall.ingest.logformat;

/** The words that syslog puts before a line: {@code <134>2026-11-20T04:59:54Z host service[17]: }. */
final class SyslogPrefix {
    private SyslogPrefix() {}

    /** The first byte after it: after the first ": " that is in no quotes; 0 if there is none. */
    static int end(byte[] line) {
        for (int i = 0; i + 1 < line.length && line[i] != '"'; i++) {
            if (line[i] == ':' && line[i + 1] == ' ') return i + 2;
        }
        return 0;
    }
}
