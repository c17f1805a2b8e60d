package dev.footfall.ingest.logformat;

import static dev.footfall.ingest.logformat.Truth.Loss.AGENT;
import static dev.footfall.ingest.logformat.Truth.Loss.MILLIS;
import static dev.footfall.ingest.logformat.Truth.Loss.PART;
import static dev.footfall.ingest.logformat.Truth.Loss.PROTOCOL;
import static dev.footfall.ingest.logformat.Truth.Loss.SIZE_OF_WHOLE;
import static dev.footfall.ingest.logformat.Truth.Loss.USER;

import dev.footfall.ingest.logformat.Truth.Loss;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The servers as they write their logs, each by its own documentation, and what is lost in each. */
final class Servers {
    private static final String NGINX =
            "nginx:$remote_addr - $remote_user [$msec] \"$request\" $status $body_bytes_sent"
                    + " \"$http_referer\" \"$http_user_agent\" \"$sent_http_content_range\" $request_id";
    private static final String NGINX_JSON =
            "nginx:log_format main escape=json '{\"time\":\"$time_iso8601\",\"ip\":\"$remote_addr\",'"
                    + "  '\"user\":\"$remote_user\",\"req\":\"$request\",\"status\":$status,\"b\":$body_bytes_sent,'"
                    + "  '\"ua\":\"$http_user_agent\",\"cr\":\"$sent_http_content_range\"}';";
    private static final String APACHE =
            "apache:LogFormat \"%a %l %u %{%Y-%m-%dT%H:%M:%S}t.%{msec_frac}t \\\"%r\\\" %>s %B"
                    + " \\\"%{Range}i\\\" \\\"%{Content-Range}o\\\" \\\"%{User-Agent}i\\\"\" full";

    private Servers() {}

    /**
     * A server.
     *
     * @param format the name or declaration of the format of its log
     * @param header the lines before the first request
     * @param writer writes a request as a line
     * @param losses what the log does not say
     */
    record Server(String format, List<String> header, Function<Truth, String> writer, List<Loss> losses) {
        ParsedLine.Access expected(Truth truth) {
            return truth.without(losses.toArray(Loss[]::new));
        }

        /** The log of these requests. */
        List<byte[]> log(List<Truth> truths) {
            var lines = new ArrayList<>(header);
            for (Truth truth : truths) lines.add(writer.apply(truth));
            return lines.stream()
                    .map(line -> line.getBytes(StandardCharsets.UTF_8))
                    .toList();
        }

        LineFormat lineFormat() {
            return Formats.of(format).in(ZoneOffset.UTC);
        }

        @Override
        public String toString() {
            return format;
        }
    }

    static Stream<Server> all() {
        return patterns();
    }

    private static Stream<Server> patterns() {
        return Stream.of(
                server(
                        "combined",
                        t -> "%s - %s [%s] \"%s\" %d %d \"-\" \"%s\""
                                .formatted(
                                        t.client(),
                                        t.userOr("-"),
                                        t.clfTime(),
                                        requestLine(t),
                                        t.status(),
                                        t.bytes(),
                                        nginx(t.agent())),
                        MILLIS,
                        PART),
                server(
                        NGINX,
                        t -> "%s - %s [%d.%03d] \"%s\" %d %d \"-\" \"%s\" \"%s\" 5c0e"
                                .formatted(
                                        t.client(),
                                        t.userOr("-"),
                                        t.time().getEpochSecond(),
                                        t.time().toEpochMilli() % 1_000,
                                        requestLine(t),
                                        t.status(),
                                        t.bytes(),
                                        nginx(t.agent()),
                                        t.contentRange()),
                        SIZE_OF_WHOLE),
                server(
                        NGINX_JSON,
                        t ->
                                "{\"time\":\"%s\",\"ip\":\"%s\",\"user\":\"%s\",\"req\":\"%s\",\"status\":%d,\"b\":%d,\"ua\":\"%s\",\"cr\":\"%s\"}"
                                        .formatted(
                                                t.time("yyyy-MM-dd'T'HH:mm:ssxxx"),
                                                t.client(),
                                                t.user(),
                                                requestLine(t),
                                                t.status(),
                                                t.bytes(),
                                                json(t.agent()),
                                                t.start() == null ? "" : t.contentRange()),
                        MILLIS,
                        SIZE_OF_WHOLE),
                server(
                        APACHE,
                        t -> "%s - %s %s \"%s\" %d %d \"-\" \"%s\" \"%s\""
                                .formatted(
                                        t.client(),
                                        t.userOr("-"),
                                        t.time("yyyy-MM-dd'T'HH:mm:ss.SSS"),
                                        requestLine(t),
                                        t.status(),
                                        t.bytes(),
                                        t.contentRange(),
                                        apache(t.agent())),
                        SIZE_OF_WHOLE),
                server(
                        "apache-vhost",
                        t -> "files.example.org:443 %s - %s [%s] \"%s\" %d %d \"-\" \"%s\""
                                .formatted(
                                        t.client(),
                                        t.userOr("-"),
                                        t.clfTime(),
                                        requestLine(t),
                                        t.status(),
                                        t.bytes(),
                                        apache(t.agent())),
                        MILLIS,
                        PART),
                server(
                        "traefik",
                        t ->
                                "%s - %s [%s] \"%s\" %d %d \"-\" \"%s\" 61 \"files@docker\" \"http://198.51.100.4:80\" 12ms"
                                        .formatted(
                                                t.client() + ", 198.51.100.99",
                                                t.userOr("-"),
                                                t.clfTime(),
                                                requestLine(t),
                                                t.status(),
                                                t.bytes(),
                                                apache(t.agent())),
                        MILLIS,
                        PART),
                server(
                        "nexus",
                        t -> "%s - %s [%s] \"%s\" %d - %d 15 \"%s\" [qtp1470966439-77]"
                                .formatted(
                                        t.client(),
                                        t.userOr("-"),
                                        t.clfTime(),
                                        requestLine(t),
                                        t.status(),
                                        t.bytes(),
                                        apache(t.agent())),
                        MILLIS,
                        PART),
                server(
                        "fastly",
                        t -> "<134>%s cache-fra-1 files[17]: %s - - [%s] \"%s\" %d %d"
                                .formatted(
                                        t.time("yyyy-MM-dd'T'HH:mm:ss'Z'"),
                                        t.client(),
                                        t.clfTime(),
                                        requestLine(t),
                                        t.status(),
                                        t.bytes()),
                        MILLIS,
                        PART,
                        AGENT,
                        USER),
                server(
                        "squid",
                        t -> "%d.%03d %6d %s TCP_MISS/%d %d %s %s %s HIER_DIRECT/198.51.100.4 application/octet-stream"
                                .formatted(
                                        t.time().getEpochSecond(),
                                        t.time().toEpochMilli() % 1_000,
                                        180,
                                        t.client(),
                                        t.status(),
                                        t.bytes(),
                                        t.method(),
                                        t.target(),
                                        t.userOr("-")),
                        PART,
                        AGENT,
                        PROTOCOL),
                server(
                        "haproxy",
                        t ->
                                ("Nov 20 04:59:54 lb haproxy[17]: %s:33317 [%s] files files/one 10/0/30/69/109 %d %d - - ---- "
                                                + "1/1/1/1/0 0/0 {curl/8} \"%s\"")
                                        .formatted(
                                                t.client(),
                                                t.time("dd/MMM/yyyy:HH:mm:ss.SSS"),
                                                t.status(),
                                                t.bytes(),
                                                requestLine(t)),
                        PART,
                        AGENT,
                        USER));
    }

    private static Server server(String format, Function<Truth, String> writer, Loss... losses) {
        return new Server(format, List.of(), writer, List.of(losses));
    }

    static String requestLine(Truth truth) {
        return truth.method() + " " + truth.target() + " HTTP/1.1";
    }

    /** nginx escapes quotes, backslashes and all that is no printable ASCII, as bytes. */
    static String nginx(String text) {
        var escaped = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean isPlain = b >= ' ' && b < 127 && b != '"' && b != '\\';
            escaped.append(isPlain ? String.valueOf((char) b) : "\\x%02X".formatted(b & 0xFF));
        }
        return escaped.toString();
    }

    /** Apache escapes quotes and backslashes by a backslash, and other bytes that are no printable ASCII as of C. */
    static String apache(String text) {
        return nginx(text)
                .replace("\\x22", "\\\"")
                .replace("\\x5C", "\\\\")
                .replaceAll("\\\\x([0-9A-F]{2})", "\\\\x$1");
    }

    static String json(String text) {
        return text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("/", "\\/")
                .replace("\u00e9", "\\u00e9");
    }
}
