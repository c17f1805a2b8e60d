package dev.footfall.logs.logformat;

import dev.footfall.events.Unchecked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The formats that come with the program, each a small file, and those that operators declare. */
public final class Formats {
    private static final int MOST_PATTERN = 4_096;

    public static final List<String> PRESETS = List.of(
            "combined",
            "apache-vhost",
            "nginx-json",
            "caddy",
            "traefik",
            "traefik-json",
            "cloudfront",
            "cloudfront-json",
            "cloudfront-realtime",
            "s3",
            "alb",
            "cloudflare",
            "fastly",
            "gcs",
            "azure-blob",
            "azure-storage-json",
            "ceph-ops-log",
            "dataverse",
            "artifactory",
            "artifactory-6",
            "nexus",
            "haproxy",
            "iis",
            "squid");

    /** As Apache continues a line; indentation is taken for one space. */
    private static final Pattern CONTINUED = Pattern.compile("([ \\t]*+)\\\\\\r?\\n([ \\t]*+)");

    private static final String NGINX = "nginx";
    private static final String APACHE = "apache";
    private static final String FILE = "file:";
    private static final List<String> EXACT = List.of("traefik", "artifactory-6", "combined");
    private static final List<String> LOOSE = List.of("fastly");

    private Formats() {}

    /** One of {@link #PRESETS}, {@code nginx:} or {@code apache:} and a server's string, or {@code file:} and a path. */
    public static LineFormat of(String text) {
        if (text.startsWith(FILE)) return declared(Path.of(text.substring(FILE.length())));
        for (String server : List.of(NGINX, APACHE)) {
            if (!text.startsWith(server + ":")) continue;
            if (text.length() <= MOST_PATTERN) return ofServer(server, text.substring(server.length() + 1));
            throw new IllegalArgumentException(
                    "format: a pattern has at most " + MOST_PATTERN + " characters, not " + text.length());
        }
        if (PRESETS.contains(text)) return preset(text);
        throw new IllegalArgumentException("format \"" + text + "\" is not one of combined, ndjson, "
                + String.join(", ", PRESETS.subList(1, PRESETS.size()))
                + ", nor nginx:…, apache:… or file:…");
    }

    public static LineFormat preset(String name) {
        return DeclarationReader.read(name, resource(name));
    }

    private static LineFormat ofServer(String server, String pattern) {
        String joined = CONTINUED
                .matcher(pattern)
                .replaceAll(end -> end.group(1).isEmpty() && end.group(2).isEmpty() ? "" : " ");
        String text = resource(server) + "layout: " + server + " " + joined.replaceAll("\\s*\\n\\s*(#.*)?", " ") + "\n";
        return DeclarationReader.read(server + DeclarationReader.STRING, text);
    }

    private static LineFormat declared(Path file) {
        try {
            return DeclarationReader.read(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("format: no such file: " + file, e);
        } catch (IOException e) {
            throw new IllegalArgumentException("format: " + file + " cannot be read: " + Unchecked.reason(e), e);
        }
    }

    private static String resource(String name) {
        return Unchecked.text(Formats.class, name + ".format");
    }

    /** The format that reads most of these first lines, more than half; of equal ones the most exact. Empty if none. */
    public static Optional<LineFormat> detect(List<byte[]> lines) {
        Optional<LineFormat> best = Optional.empty();
        long most = 0;
        for (String name : order()) {
            LineFormat format = preset(name);
            LinesRead read = read(format, lines);
            if (!read.isMostOf(lines.size()) || read.score() <= most) continue;
            most = read.score();
            best = Optional.of(format);
        }
        return best;
    }

    /** {@code empty}: those of connections without a request, such as "-", which nearly all formats can read. */
    private record LinesRead(int requests, int others, int empty) {
        boolean isMostOf(int lines) {
            return requests > 0 ? (requests + others) * 2 > lines - empty : empty * 2 > lines;
        }

        long score() {
            return requests > 0 ? Integer.MAX_VALUE + (long) requests + others : empty;
        }
    }

    private static List<String> order() {
        List<String> others = PRESETS.stream()
                .filter(name -> !EXACT.contains(name) && !LOOSE.contains(name))
                .toList();
        return List.of(EXACT, others, LOOSE).stream().flatMap(List::stream).toList();
    }

    private static LinesRead read(LineFormat format, List<byte[]> lines) {
        LineParser parser = format.in(ZoneOffset.UTC).open();
        int requests = 0;
        int skipped = 0;
        int empty = 0;
        for (byte[] line : lines) {
            ParsedLine parsed = parser.parse(line);
            if (parsed instanceof ParsedLine.Skipped) skipped++;
            if (!(parsed instanceof LoggedRequest access) || access.client().isEmpty()) continue;
            if (access.request().equals("-") || access.request().isEmpty()) empty++;
            else requests++;
        }
        return new LinesRead(requests, skipped, empty);
    }
}
