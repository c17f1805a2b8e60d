package dev.footfall.ingest.logformat;

/** The raw form of a path that a server wrote decoded, so that it may be decoded once more. */
final class RawPath {
    private RawPath() {}

    static String of(String decoded) {
        if (decoded.indexOf('%') < 0 && decoded.indexOf('?') < 0 && decoded.indexOf(' ') < 0) return decoded;
        return decoded.replace("%", "%25").replace("?", "%3F").replace(" ", "%20");
    }
}
