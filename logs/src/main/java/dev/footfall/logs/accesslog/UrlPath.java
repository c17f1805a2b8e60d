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

    /** With doubled slashes as one and without segments ".", as nginx and Apache take a path before they look for the file. */
    static String merged(String path) {
        if (!path.contains("//") && !path.contains("/./")) return path;
        var merged = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            boolean isRepeated = path.charAt(i) == '/' && path.startsWith("/", i + 1);
            if (!isRepeated) merged.append(path.charAt(i));
        }
        return merged.toString().replaceAll("(?:/\\.)+/", "/");
    }

    /** The value of a parameter, in which a space may be "+". */
    static String decodedQuery(String raw) {
        return decoded(raw.replace('+', ' '));
    }

    int segments() {
        return starts.length - 1;
    }

    boolean startsWith(UrlPath prefix) {
        if (prefix.segments() > segments()) return false;
        for (int i = 0; i < prefix.segments(); i++) {
            if (!isSegment(i, prefix.segment(i))) return false;
        }
        return true;
    }

    boolean isEmpty(int index) {
        return starts[index + 1] - 1 == starts[index];
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
