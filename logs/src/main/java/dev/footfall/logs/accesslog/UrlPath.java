package dev.footfall.logs.accesslog;

import dev.footfall.ingest.redaction.LogText;
import dev.footfall.web.PercentDecoder;

/** Split at raw "/"; a segment is percent-decoded once, on demand. */
final class UrlPath {
    private final String text;
    private final int[] starts;
    private final boolean hasEscapes;

    private UrlPath(String text, int[] starts) {
        this.text = text;
        this.starts = starts;
        this.hasEscapes = text.indexOf('%') >= 0;
    }

    static UrlPath split(String text) {
        int slashes = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '/') slashes++;
        }
        var starts = new int[slashes + 1];
        int segment = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '/') starts[segment++] = i + 1;
        }
        starts[slashes] = text.length() + 1;
        return new UrlPath(text, starts);
    }

    int segments() {
        return starts.length - 1;
    }

    boolean isSegment(int index, String wanted) {
        int length = starts[index + 1] - 1 - starts[index];
        if (length == wanted.length() && text.startsWith(wanted, starts[index])) return true;
        return hasEscapes && segment(index).equals(wanted);
    }

    String segment(int index) {
        return decoded(text.substring(starts[index], starts[index + 1] - 1));
    }

    String rest(int from) {
        return decoded(text.substring(starts[from]));
    }

    private static String decoded(String raw) {
        return raw.indexOf('%') < 0 ? raw : LogText.decoded(PercentDecoder.octets(raw));
    }
}
