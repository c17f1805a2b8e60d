package dev.footfall.logs.logformat;

import static dev.footfall.logs.logformat.Truth.Loss.AGENT;
import static dev.footfall.logs.logformat.Truth.Loss.METHOD;
import static dev.footfall.logs.logformat.Truth.Loss.MILLIS;
import static dev.footfall.logs.logformat.Truth.Loss.PART;
import static dev.footfall.logs.logformat.Truth.Loss.PROTOCOL;
import static dev.footfall.logs.logformat.Truth.Loss.QUERY;
import static dev.footfall.logs.logformat.Truth.Loss.SIZE;
import static dev.footfall.logs.logformat.Truth.Loss.SIZE_OF_WHOLE;
import static dev.footfall.logs.logformat.Truth.Loss.SPACES;
import static dev.footfall.logs.logformat.Truth.Loss.START;
import static dev.footfall.logs.logformat.Truth.Loss.STATUS;
import static dev.footfall.logs.logformat.Truth.Loss.USER;

import dev.footfall.logs.logformat.Truth.Loss;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The servers as they write their logs, each by its own documentation, and what is lost in each. */
public final class Servers {
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
    public record Server(String format, List<String> header, Function<Truth, String> writer, List<Loss> losses) {
        LoggedRequest expected(Truth truth) {
            return truth.without(losses.toArray(Loss[]::new));
        }

        /** The log of these requests. */
        public List<byte[]> log(List<Truth> truths) {
            var lines = new ArrayList<>(header);
            for (Truth truth : truths) lines.add(writer.apply(truth));
            return lines.stream()
                    .map(line -> line.getBytes(StandardCharsets.UTF_8))
                    .toList();
        }

        public LineFormat lineFormat() {
            return Formats.of(format).in(ZoneOffset.UTC);
        }

        @Override
        public String toString() {
            return format;
        }
    }

    public static Stream<Server> all() {
        return Stream.of(patterns(), objects(), columns()).flatMap(servers -> servers);
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

    private static Stream<Server> objects() {
        return Stream.of(
                server(
                        "ceph-ops-log",
                        t ->
                                ("{\"bucket\":\"org\",\"time\":\"%s\",\"remote_addr\":\"%s\",\"user\":\"%s\",\"operation\":\"get_obj\","
                                                + "\"uri\":\"%s\",\"http_status\":\"%d\",\"bytes_sent\":%d,\"object_size\":%d,\"user_agent\":\"%s\"}")
                                        .formatted(
                                                t.time("yyyy-MM-dd'T'HH:mm:ss.SSS'000Z'"),
                                                t.client(),
                                                t.userOr("anonymous"),
                                                json(requestLine(t)),
                                                t.status(),
                                                t.bytes(),
                                                t.size(),
                                                json(t.agent())),
                        START),
                server(
                        "azure-storage-json",
                        t ->
                                ("{\"time\":\"%s\",\"operationName\":\"GetBlob\",\"statusCode\":%d,\"callerIpAddress\":\"%s:2817\","
                                                + "\"identity\":{\"requester\":{\"upn\":\"%s\"}},\"uri\":\"%s\","
                                                + "\"properties\":{\"userAgentHeader\":\"%s\",\"responseBodySize\":%d}}")
                                        .formatted(
                                                t.time("yyyy-MM-dd'T'HH:mm:ss.SSS'0000Z'"),
                                                t.status(),
                                                t.client().contains(":") ? "[" + t.client() + "]" : t.client(),
                                                t.user(),
                                                json(t.target()),
                                                json(t.agent()),
                                                t.bytes()),
                        PROTOCOL,
                        PART,
                        METHOD),
                caddy(t ->
                        "{\"level\":\"info\",\"ts\":%d.%03d,\"logger\":\"http.log.access\",\"msg\":\"handled request\","
                                .formatted(t.time().getEpochSecond(), t.time().toEpochMilli() % 1_000)),
                caddy(t -> t.time("yyyy/MM/dd HH:mm:ss.SSS") + "\tINFO\thttp.log.access.log0\thandled request\t{"),
                server(
                        "traefik-json",
                        t ->
                                ("{\"ClientHost\":\"%s\",\"ClientUsername\":\"%s\",\"DownstreamContentSize\":%d,\"DownstreamStatus\":%d,"
                                                + "\"RequestMethod\":\"%s\",\"RequestPath\":\"%s\",\"StartUTC\":\"%s\",\"request_User-Agent\":\"%s\","
                                                + "\"request_Range\":\"%s\",\"time\":\"2026-11-20T04:59:55Z\"}")
                                        .formatted(
                                                t.client(),
                                                t.userOr("-"),
                                                t.bytes(),
                                                t.status(),
                                                t.method(),
                                                json(t.target()),
                                                t.time("yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'"),
                                                json(t.agent()),
                                                t.start() == null ? "" : "bytes=" + t.start() + "-"),
                        PROTOCOL,
                        SIZE),
                server(
                        "nginx-json",
                        t ->
                                ("{\"time_local\":\"%s\",\"remote_addr\":\"%s\",\"remote_user\":\"%s\",\"request\":\"%s\",\"status\":\"%d\","
                                                + "\"body_bytes_sent\":%d,\"http_user_agent\":\"%s\",\"sent_http_content_range\":\"%s\"}")
                                        .formatted(
                                                t.clfTime(),
                                                t.client(),
                                                t.userOr("-"),
                                                requestLine(t),
                                                t.status(),
                                                t.bytes(),
                                                nginx(t.agent()),
                                                t.contentRange()),
                        MILLIS,
                        SIZE_OF_WHOLE),
                server(
                        "cloudflare",
                        t ->
                                ("{\"ClientIP\":\"%s\",\"ClientRequestMethod\":\"%s\",\"ClientRequestURI\":\"%s\",\"ClientRequestUserAgent\":\"%s\","
                                                + "\"EdgeResponseBytes\":%d,\"EdgeResponseStatus\":%d,\"EdgeStartTimestamp\":%d000001}")
                                        .formatted(
                                                t.client(),
                                                t.method(),
                                                json(t.target()),
                                                json(t.agent()),
                                                t.bytes(),
                                                t.status(),
                                                t.time().toEpochMilli()),
                        PROTOCOL,
                        PART,
                        USER),
                server(
                        "cloudfront-json",
                        t ->
                                ("{\"date\":\"%s\",\"time\":\"%s\",\"sc-bytes\":\"%d\",\"c-ip\":\"%s\",\"cs-method\":\"%s\",\"cs-uri-stem\":\"%s\","
                                                + "\"sc-status\":\"%d\",\"cs(User-Agent)\":\"%s\",\"sc-range-start\":\"%s\"}")
                                        .formatted(
                                                t.time("yyyy-MM-dd"),
                                                t.time("HH:mm:ss"),
                                                t.bytes(),
                                                t.client(),
                                                t.method(),
                                                t.path().replace("%", "%25"),
                                                t.status(),
                                                percent(t.agent()),
                                                t.start() == null ? "-" : t.start()),
                        MILLIS,
                        PROTOCOL,
                        QUERY,
                        SIZE,
                        USER),
                server(
                        "cloudfront-realtime",
                        t ->
                                "%d.%03d\t%s\t0.001\t%d\t%d\t%s\thttps\tcdn.example.org\t%s\t512\tFRA56-P1\tx==\tcdn.example.org\t0.01\tHTTP/2.0\tIPv4\t%s"
                                                .formatted(
                                                        t.time().getEpochSecond(),
                                                        t.time().toEpochMilli() % 1_000,
                                                        t.client(),
                                                        t.status(),
                                                        t.bytes(),
                                                        t.method(),
                                                        t.path().replace("%", "%25"),
                                                        percent(t.agent()))
                                        + "\t-\t-\t-\tHit\t-\tTLSv1.3\tTLS_AES_128_GCM_SHA256\tHit\t-\t-\ttext/plain\t1\t"
                                        + (t.start() == null ? "-" : t.start())
                                        + "\t-",
                        PROTOCOL,
                        QUERY,
                        SIZE,
                        USER));
    }

    /** As JSON and as text for a console, as of <a href="https://caddyserver.com/docs/caddyfile/directives/log">log</a>. */
    private static Server caddy(Function<Truth, String> head) {
        return server(
                "caddy",
                t -> head.apply(t)
                        + ("\"request\":{\"remote_ip\":\"198.51.100.9\",\"client_ip\":\"%s\",\"method\":\"%s\","
                                        + "\"uri\":\"%s\",\"headers\":{\"Accept\":[\"a\",\"b\"],\"User-Agent\":[\"%s\"]}},\"user_id\":\"%s\","
                                        + "\"size\":%d,\"status\":%d,\"resp_headers\":{\"Content-Range\":[\"%s\"]}}")
                                .formatted(
                                        t.client(),
                                        t.method(),
                                        json(t.target()),
                                        json(t.agent()),
                                        t.user(),
                                        t.bytes(),
                                        t.status(),
                                        t.contentRange()),
                PROTOCOL,
                SIZE_OF_WHOLE);
    }

    private static Stream<Server> columns() {
        return Stream.of(
                new Server(
                        "cloudfront",
                        List.of(
                                "#Version: 1.0",
                                "#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status"
                                        + " cs(Referer) cs(User-Agent) cs-uri-query sc-range-start sc-range-end"),
                        t -> "%s\t%s\tFRA56\t%d\t%s\t%s\td1.cloudfront.net\t%s\t%d\t-\t%s\t%s\t%s\t-"
                                .formatted(
                                        t.time("yyyy-MM-dd"),
                                        t.time("HH:mm:ss"),
                                        t.bytes(),
                                        t.client(),
                                        t.method(),
                                        t.path(),
                                        t.status(),
                                        percent(percent(t.agent())),
                                        t.query().isEmpty() ? "-" : t.query().substring(1),
                                        t.start() == null ? "-" : t.start()),
                        List.of(MILLIS, PROTOCOL, QUERY, SIZE, USER)),
                new Server(
                        "iis",
                        List.of(
                                "#Software: Microsoft Internet Information Services 10.0",
                                "#Fields: date time cs-method cs-uri-stem cs-username c-ip cs(User-Agent) sc-status sc-bytes"),
                        t -> "%s %s %s %s %s %s %s %d %d"
                                .formatted(
                                        t.time("yyyy-MM-dd"),
                                        t.time("HH:mm:ss"),
                                        t.method(),
                                        decoded(t.path()).replace(' ', '+'),
                                        t.userOr("-"),
                                        t.client(),
                                        t.agent().replace(' ', '+'),
                                        t.status(),
                                        t.bytes()),
                        List.of(MILLIS, PROTOCOL, QUERY, PART, SPACES)),
                server(
                        "s3",
                        t ->
                                ("79a59df9 models [%s] %s arn:aws:iam::1:user/signer 3E57427F3 REST.GET.OBJECT %s \"%s\" %d - %d %d 15 14"
                                                + " \"-\" \"%s\" - s9lz= SigV4 - QueryString models.s3.amazonaws.com TLSv1.2 - - eu-central-1")
                                        .formatted(
                                                t.clfTime(),
                                                t.client(),
                                                t.path().substring(1).replace("%", "%25"),
                                                requestLine(t),
                                                t.status(),
                                                t.bytes(),
                                                t.size(),
                                                nginx(t.agent())),
                        MILLIS,
                        PROTOCOL,
                        QUERY,
                        START,
                        USER),
                server(
                        "alb",
                        t ->
                                ("https %s app/files/50dc %s:2817 198.51.100.4:80 0.086 0.048 0.037 %d 200 0 %d \"%s\" \"%s\""
                                                + " ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:x \"Root=1-58\" \"files.example.org\" \"-\" 0")
                                        .formatted(
                                                t.time("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'"),
                                                t.client(),
                                                t.status(),
                                                t.bytes(),
                                                requestLine(t),
                                                nginx(t.agent())),
                        PART,
                        USER),
                new Server(
                        "gcs",
                        List.of(
                                "\"time_micros\",\"c_ip\",\"cs_method\",\"cs_uri\",\"sc_status\",\"sc_bytes\",\"cs_user_agent\",\"cs_operation\","
                                        + "\"cs_object\""),
                        t -> "\"%d001\",\"%s\",\"%s\",\"/models%s\",\"%d\",\"%d\",\"%s\",\"GET_Object\",\"%s\""
                                .formatted(
                                        t.time().toEpochMilli(),
                                        t.client(),
                                        t.method(),
                                        t.target(),
                                        t.status(),
                                        t.bytes(),
                                        t.agent().replace("\"", "\"\""),
                                        decoded(t.path()).substring(1)),
                        List.of(PROTOCOL, QUERY, PART, USER)),
                server(
                        "azure-blob",
                        t ->
                                ("2.0;%s;GetBlob;Success;%d;18;10;anonymous;;files;blob;\"%s\";\"/files%s\";a84a;0;%s:2817;2019-12-12;252;"
                                                + "0;265;%d;0;;;\"&quot;0x8C&quot;\";Friday, 20-Nov-26;;\"%s\";;;user;tenant;app")
                                        .formatted(
                                                t.time("yyyy-MM-dd'T'HH:mm:ss.SSSSSSS'Z'"),
                                                t.status(),
                                                html(t.target()),
                                                t.path(),
                                                t.client(),
                                                t.bytes(),
                                                html(t.agent())),
                        PROTOCOL,
                        PART,
                        METHOD,
                        USER),
                new Server(
                        "dataverse",
                        List.of(
                                "# Logfile created on 2026-11-20 00:00:40 +0000 by logger.rb/56815",
                                "#Fields: event_time\tclient_ip\tsession_cookie_id\tuser_id\trequest_url\tsize\tuser-agent\ttitle",
                                "#Software: Dash"),
                        t -> "%s\t%s\t-\t%s\t%s\t%d\t%s\tA title"
                                .formatted(
                                        t.time("yyyy-MM-dd'T'HH:mm:ss.SSSxxx"),
                                        t.client(),
                                        t.userOr("-"),
                                        t.target(),
                                        t.bytes(),
                                        t.agent()),
                        List.of(PROTOCOL, PART, METHOD, STATUS)),
                server(
                        "artifactory",
                        t -> "%s|d5d75b3c41242768|%s|%s|%s|%s|%d|-1|%d|15|%s"
                                .formatted(
                                        t.time("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'"),
                                        t.client(),
                                        t.userOr("anonymous"),
                                        t.method(),
                                        t.target().substring(1),
                                        t.status(),
                                        t.bytes(),
                                        t.agent()),
                        PROTOCOL,
                        PART),
                server(
                        "artifactory-6",
                        t -> "%s|15|REQUEST|%s|%s|%s|%s|HTTP/1.1|%d|%d"
                                .formatted(
                                        t.time("yyyyMMddHHmmss"),
                                        t.client(),
                                        t.userOr("non_authenticated_user"),
                                        t.method(),
                                        t.target(),
                                        t.status(),
                                        t.bytes()),
                        MILLIS,
                        PROTOCOL,
                        PART,
                        AGENT));
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

    /** CloudFront encodes what is no plain character of a URL. */
    static String percent(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static String decoded(String path) {
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace(";", "&#59;")
                .replace("&amp&#59;", "&amp;")
                .replace("&quot&#59;", "&quot;");
    }
}
