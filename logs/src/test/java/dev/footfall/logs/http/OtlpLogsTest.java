package dev.footfall.logs.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.DownloadEvent;
import dev.footfall.ingest.http.TestIngest;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporterBuilder;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.resources.Resource;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Logs of OpenTelemetry, sent by the exporter of its Java SDK. */
class OtlpLogsTest {
    private static final Instant TIME = Instant.parse("2026-11-20T04:59:54.123Z");
    private static final String LINE = "192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] "
            + "\"GET /org/m/resolve/main/f.bin HTTP/1.1\" 200 1200 \"-\" \"curl/8.5.0\"";

    private final TestIngest ingest = TestLogs.ingest();

    @AfterEach
    void close() {
        ingest.close();
    }

    @Test
    void readsAttributesOfRequestsFromTheSdksExporter() {
        export(
                OtlpHttpLogRecordExporter.builder()
                        .setEndpoint(ingest.uri("/v1/logs").toString())
                        .setCompression("gzip"),
                log -> {
                    request(log, "/org/m/resolve/main/f.bin", 206);
                    request(log, "/health", 200);
                    log.logRecordBuilder().setTimestamp(TIME).setBody("started").emit();
                });

        assertEquals(1, ingest.publisher.events().size());
        DownloadEvent event = ingest.publisher.events().get(0);
        assertEquals("model/org/m", event.repo().toString());
        assertEquals(TIME, event.time());
        assertEquals(206, event.request().status());
        assertEquals(700, event.request().bytes());
        assertEquals(500, event.request().rangeStart());
        assertEquals(1_200, event.request().size());
        assertEquals("main", event.details().revision());
        assertEquals("gateway/files-1", event.details().source());
        assertEquals(TestIngest.SECRET.visitor("2001:db8::7", "curl/8.5.0"), event.visitor());
    }

    @Test
    void readsLinesInTheBodiesIfTheirFormatIsGiven() {
        export(
                OtlpHttpLogRecordExporter.builder()
                        .setEndpoint(ingest.uri("/v1/logs?format=combined&source=files-1")
                                .toString()),
                log -> log.logRecordBuilder().setTimestamp(TIME).setBody(LINE).emit());

        assertEquals("files-1", ingest.publisher.events().get(0).details().source());
        assertEquals(1_200, ingest.publisher.events().get(0).request().bytes());
    }

    /** As Fluent Bit and the collector's receivers write a record of several fields. */
    @Test
    void readsTheLineInABodyOrInAttributesThatHaveSeveralFields() throws Exception {
        String log = "{\"stringValue\":\"" + LINE.replace("\"", "\\\"") + "\"}";
        String inBody =
                "{\"body\":{\"kvlistValue\":{\"values\":[{\"key\":\"stream\",\"value\":{\"stringValue\":\"stdout\"}},"
                        + "{\"key\":\"log\",\"value\":" + log + "}]}}}";
        String inAttributes =
                "{\"body\":{\"stringValue\":\"\"},\"attributes\":[{\"key\":\"message\",\"value\":" + log + "}]}";
        String neither = "{\"body\":{\"intValue\":\"7\"}}";
        String body = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[" + inBody + "," + inAttributes + ","
                + neither + "]}]}]}";

        HttpResponse<String> answer = ingest.send(HttpRequest.newBuilder(ingest.uri("/v1/inbound/otlp?format=combined"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));

        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("\"rejectedLogRecords\":\"1\""), answer.body());
        assertEquals(2, ingest.publisher.events().size());
    }

    @Test
    void readsJsonAndNamesTheRecordsThatItCannotRead() throws Exception {
        String record = "{\"timeUnixNano\":\"1795150794123000000\",\"attributes\":["
                + attribute("RequestMethod", "stringValue", "\"GET\"") + ","
                + attribute("RequestPath", "stringValue", "\"/org/m/resolve/main/f.bin?x=1\"") + ","
                + attribute("ClientHost", "stringValue", "\"192.0.2.7\"") + ","
                + attribute("DownstreamStatus", "intValue", "%s") + "],\"unknownField\":[]}";
        String body = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[" + record.formatted("\"200\"") + ","
                + record.formatted("200") + "," + record.formatted("7") + "]}]}]}";

        HttpResponse<String> answer = json(body);
        HttpResponse<String> empty = json("{}");
        HttpResponse<String> bad = json("{\"resourceLogs\":7}");

        assertEquals(
                "{\"partialSuccess\":{\"rejectedLogRecords\":\"1\",\"errorMessage\":\"record 3: status: column 214: must be three"
                        + " digits\"}}",
                answer.body().replaceAll("column \\d+", "column 214"));
        assertEquals(2, ingest.publisher.events().size());
        assertEquals("otlp", ingest.publisher.events().get(0).details().source());
        assertEquals("{}", empty.body());
        assertEquals(400, bad.statusCode());
        assertEquals(
                "{\"code\":3,\"message\":\"The body does not have the form that this producer sends. Nothing "
                        + "was written.\"}",
                bad.body());
    }

    @Test
    void readsNumbersThatACollectorParsedAsFloatingOnes() {
        export(
                OtlpHttpLogRecordExporter.builder()
                        .setEndpoint(ingest.uri("/v1/logs").toString()),
                log -> log.logRecordBuilder()
                        .setTimestamp(TIME)
                        .setAttribute("http.request.method", "GET")
                        .setAttribute("url.path", "/org/m/resolve/main/f.bin")
                        .setAttribute("client.address", "192.0.2.7")
                        .setAttribute("http.response.status_code", 200.0)
                        .setAttribute("http.response.body.size", 1.5e9)
                        .emit());

        assertEquals(200, ingest.publisher.events().get(0).request().status());
        assertEquals(1_500_000_000, ingest.publisher.events().get(0).request().bytes());
    }

    @Test
    void answersProtobufInProtobuf() throws Exception {
        HttpResponse<byte[]> empty = protobuf(new byte[0]);
        HttpResponse<byte[]> bad = protobuf(new byte[] {10, 5, 1});

        assertEquals(200, empty.statusCode());
        assertEquals(ExportLogsServiceResponse.getDefaultInstance(), ExportLogsServiceResponse.parseFrom(empty.body()));
        assertEquals(
                "application/x-protobuf",
                empty.headers().firstValue("Content-Type").orElse(""));
        assertEquals(400, bad.statusCode());
        assertEquals(8, bad.body()[0]);
        assertEquals(3, bad.body()[1]);
    }

    @Test
    void boundsTheValuesOfASmallBody() throws Exception {
        byte[] records = new byte[4 << 20];
        for (int i = 0; i < records.length; i += 2) records[i] = 18; // empty scopes
        byte[] head = {10, (byte) 0x80, (byte) 0x80, (byte) 0x80, 2};
        byte[] body = new byte[head.length + records.length];
        System.arraycopy(head, 0, body, 0, head.length);
        System.arraycopy(records, 0, body, head.length, records.length);

        HttpResponse<byte[]> answer = protobuf(body);

        assertEquals(400, answer.statusCode());
        assertTrue(new String(answer.body(), 0, answer.body().length, java.nio.charset.StandardCharsets.UTF_8)
                .contains("more than 96 MiB of memory"));
    }

    private interface Emitting {
        void emit(Logger log);
    }

    private static void export(OtlpHttpLogRecordExporterBuilder exporter, Emitting emitting) {
        Resource resource = Resource.create(Attributes.of(
                AttributeKey.stringKey("service.name"), "gateway", AttributeKey.stringKey("host.name"), "files-1"));
        try (var provider = SdkLoggerProvider.builder()
                .setResource(resource)
                .addLogRecordProcessor(
                        BatchLogRecordProcessor.builder(exporter.build()).build())
                .build()) {
            emitting.emit(provider.get("access"));
            assertTrue(provider.forceFlush().join(30, TimeUnit.SECONDS).isSuccess());
        }
    }

    private static void request(Logger log, String path, int status) {
        log.logRecordBuilder()
                .setTimestamp(TIME)
                .setAttribute(AttributeKey.stringKey("http.request.method"), "GET")
                .setAttribute(AttributeKey.stringKey("url.path"), path)
                .setAttribute(AttributeKey.longKey("http.response.status_code"), (long) status)
                .setAttribute(AttributeKey.longKey("http.response.body.size"), 700L)
                .setAttribute(
                        AttributeKey.stringArrayKey("http.response.header.content-range"),
                        List.of("bytes 500-1199/1200"))
                .setAttribute(AttributeKey.stringKey("client.address"), "2001:db8::7")
                .setAttribute(AttributeKey.stringKey("user_agent.original"), "curl/8.5.0")
                .emit();
    }

    private static String attribute(String key, String type, String value) {
        return "{\"key\":\"" + key + "\",\"value\":{\"" + type + "\":" + value + "}}";
    }

    private HttpResponse<String> json(String body) throws Exception {
        return ingest.send(HttpRequest.newBuilder(ingest.uri("/v1/logs"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<byte[]> protobuf(byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(ingest.uri("/v1/logs"))
                .header("Content-Type", "application/x-protobuf")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
    }
}
