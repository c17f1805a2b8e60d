package dev.footfall.logs.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.VisitorId;
import dev.footfall.ingest.http.TestIngest;
import dev.footfall.ingest.publish.Delivery;
import dev.footfall.logs.inbound.Producer;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class InboundRouteTest {
    private static final String LINE = "192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] "
            + "\"GET /org/m/resolve/main/f.bin HTTP/1.1\" 200 1200 \"-\" \"curl/8.5.0\"";

    private static final String PULL = """
            {"id":"%s","timestamp":"2026-11-20T04:59:54.402973972+01:00","action":"%s","target":{"mediaType":"%s","size":708,
            "digest":"sha256:fea8895f","repository":"%s","url":"http://r/v2/x"%s},"request":{"addr":"192.0.2.7:42961","method":"%s",
            "useragent":"containerd/2.0"},"actor":{"name":"%s"},"source":{"addr":"registry-1:5000","instanceID":"i"}}""";

    private final TestIngest ingest = TestLogs.ingest();

    @AfterEach
    void close() {
        ingest.close();
    }

    @Test
    void warnsWhoPostsWhenOneClientMadeMostOfTheRequests() throws Exception {
        String manifest = "application/vnd.oci.image.manifest.v1+json";
        String pulls = IntStream.rangeClosed(1, 101)
                .mapToObj(id -> PULL.formatted(id, "pull", manifest, "org/image", "", "GET", ""))
                .collect(Collectors.joining(","));

        String answer = post(
                        "distribution",
                        "{\"events\":[" + pulls + "]}",
                        "Content-Type",
                        "application/vnd.docker.distribution.events.v2+json")
                .body();

        assertTrue(answer.contains("\"warnings\":[\"one client, an IPv4 address, made 101 of 101"), answer);
    }

    @Test
    void countsPullsOfARegistryAndNothingElse() throws Exception {
        String manifest = "application/vnd.oci.image.manifest.v1+json";
        String envelope = "{\"events\":["
                + String.join(
                        ",",
                        PULL.formatted("1", "pull", manifest, "org/image", ",\"tag\":\"v1\"", "GET", "alice"),
                        PULL.formatted("2", "pull", manifest, "org/image", ",\"tag\":\"v1\"", "HEAD", "alice"),
                        PULL.formatted("3", "push", manifest, "org/image", "", "PUT", "alice"),
                        PULL.formatted("4", "pull", "application/octet-stream", "flat", "", "GET", ""),
                        PULL.formatted("5", "pull", manifest, "a/b/c", "", "GET", ""),
                        "{\"action\":\"pull\",\"target\":7}")
                + "]}";

        HttpResponse<String> answer =
                post("distribution", envelope, "Content-Type", "application/vnd.docker.distribution.events.v2+json");

        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(
                answer.body().contains("\"accepted\":2,\"not_routed\":1,\"bad_name\":0,\"skipped\":3"), answer.body());
        DownloadEvent first = ingest.publisher.events().get(0);
        assertEquals("model/org/image", first.repo().toString());
        assertEquals("alice", first.visitor().value());
        assertEquals("2026-11-20T03:59:54.402Z", first.time().toString());
        assertEquals("v1", first.details().path());
        assertEquals("sha256:fea8895f", first.details().revision());
        assertEquals("registry-1:5000", first.details().source());
        assertEquals(708, first.request().bytes());
        DownloadEvent second = ingest.publisher.events().get(1);
        assertEquals("model/library/flat", second.repo().toString());
        assertFalse(second.visitor().authenticated());
        assertEquals(1, inbound("skipped", "head"));
        assertEquals(1, inbound("skipped", "no-pull"));
        assertEquals(1, inbound("skipped", "odd"));
        assertEquals(2, inbound("accepted", ""));
    }

    @Test
    void warnsOfARepositoryThatAWebhookAndALogFeed() throws Exception {
        String pull = PULL.formatted("1", "pull", "application/vnd.oci.image.manifest.v1+json", "%s", "", "GET", "");

        post("distribution", "{\"events\":[" + pull.formatted("org/other") + "]}");
        post("loki?format=combined", loki("{}", LINE));
        assertEquals(0, fedTwice());
        post("distribution", "{\"events\":[" + pull.formatted("org/m") + "]}");

        assertEquals(1, fedTwice());
    }

    private double fedTwice() {
        return ingest.metrics
                .get("footfall.ingest.repositories.fed.twice")
                .gauge()
                .value();
    }

    @Test
    void knowsAnEventThatIsSentAgainByItsId() throws Exception {
        String first = "{\"events\":[" + pull("id-1", "org/image") + "]}";
        post("distribution", first);
        post("distribution", first.replace("708", "709"));
        post("distribution", first.replace("id-1", "id-2"));
        post("distribution?source=other", first);

        List<String> ids =
                ingest.publisher.events().stream().map(DownloadEvent::id).toList();
        assertEquals(ids.get(0), ids.get(1));
        assertEquals(3, ids.stream().distinct().count());
    }

    @Test
    void namesAnImageWithoutATagByItsDigest() throws Exception {
        String registrys = pull("1", "org/image").replace("\"tag\":\"v1\"", "\"tag\":\"\"");
        String harbors = "{\"type\":\"PULL_ARTIFACT\",\"occur_at\":1795150794,\"operator\":\"alice\",\"event_data\":"
                + "{\"resources\":[{\"digest\":\"sha256:dd\",\"tag\":\"\"}],\"repository\":{\"repo_full_name\":\"p/i\"}}}";

        post("distribution", "{\"events\":[" + registrys + "]}");
        post("harbor", harbors);

        assertEquals(
                List.of("sha256:fea8895f", "sha256:dd"),
                ingest.publisher.events().stream()
                        .map(event -> event.details().path())
                        .toList());
    }

    @Test
    void routesImagesAsTheOperatorSays() throws Exception {
        post(
                "distribution?route=/v2/{ns}/{name}/manifests/{revision}=dataset:{ns}/{name}",
                "{\"events\":[" + pull("1", "org/image") + "]}");

        DownloadEvent event = ingest.publisher.events().get(0);
        assertEquals("dataset/org/image", event.repo().toString());
        assertEquals("sha256:fea8895f", event.details().revision());
    }

    @Test
    void countsPullsOfHarborByTheirUser() throws Exception {
        String resources = "{\"resources\":[{\"digest\":\"sha256:dd\",\"tag\":\"v2\",\"resource_url\":\"h/p/i:v2\"}],"
                + "\"repository\":{\"name\":\"i\",\"namespace\":\"p\",\"repo_full_name\":\"p/i\",\"repo_type\":\"public\"}}";
        String pull = "{\"type\":\"PULL_ARTIFACT\",\"occur_at\":1795150794,\"operator\":\"%s\",\"event_data\":"
                + resources + "}";
        String event = "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/projects/1/webhook/policies/3\","
                + "\"type\":\"harbor.artifact.pulled\",\"time\":\"2026-11-20T04:59:54Z\",\"operator\":\"robot$p\",\"data\":"
                + resources
                + "}";

        post("harbor", pull.formatted("alice"));
        post("harbor", pull.formatted("alice"));
        post("harbor", pull.formatted(""));
        post("harbor", pull.formatted("alice").replace("PULL", "PUSH"));
        post("harbor", event.formatted("e1"), "Content-Type", "application/cloudevents+json");
        post("cloudevents", "[" + event.formatted("e2") + "]", "Content-Type", "application/cloudevents-batch+json");

        List<DownloadEvent> events = ingest.publisher.events();
        assertEquals(
                List.of("alice", "alice", "robot$p", "robot$p"),
                events.stream().map(pulled -> pulled.visitor().value()).toList());
        assertEquals(3, events.stream().map(DownloadEvent::id).distinct().count());
        assertEquals("2026-11-20T04:59:54Z", events.get(0).time().toString());
        assertEquals("v2", events.get(0).details().path());
        assertEquals("sha256:dd", events.get(3).details().revision());
    }

    @Test
    void countsReadsOfMinioOnceInNotificationsAndAudit() throws Exception {
        String notification = """
                {"EventName":"s3:ObjectAccessed:Get","Key":"models/org/m/a b+c.bin","Records":[{"eventName":"%s",
                "eventTime":"2026-11-20T04:59:54.117Z","userIdentity":{"principalId":""},"requestParameters":{"principalId":"",
                "sourceIPAddress":"2001:db8::7","range":"bytes=100-199"},"responseElements":{"x-amz-request-id":"R1",
                "x-minio-deployment-id":"D","content-length":"100"},"s3":{"bucket":{"name":"models"},
                "object":{"key":"org%%2Fm%%2Fa+b%%2Bc.bin","size":5000}},"source":{"host":"2001:db8::7","userAgent":"python/3"}}]}""";
        String audit = """
                {"version":"1","deploymentid":"D","time":"2026-11-20T04:59:54.1179Z","api":{"name":"%s","bucket":"datasets",
                "object":"org/d/x.parquet","statusCode":206,"tx":%d},"remotehost":"192.0.2.8","requestID":"%s","userAgent":"python/3",
                "responseHeader":{"Content-Range":"bytes 0-99/5000"},"accessKey":"alice","parentUser":""}""";

        post("minio", notification.formatted("s3:ObjectAccessed:Get"));
        post("minio", notification.formatted("s3:ObjectAccessed:Head"));
        HttpResponse<String> ping = post("minio", "{}");
        post("minio", audit.formatted("GetObject", 100, "R2") + "\n" + audit.formatted("HeadObject", 0, "R3"));
        post("minio", audit.formatted("GetObject", -1, "R1"));

        assertEquals(200, ping.statusCode());
        List<DownloadEvent> events = ingest.publisher.events();
        assertEquals(3, events.size());
        assertEquals("model/org/m", events.get(0).repo().toString());
        assertEquals("a b+c.bin", events.get(0).details().path());
        assertEquals(206, events.get(0).request().status());
        assertEquals(100, events.get(0).request().rangeStart());
        assertEquals(5_000, events.get(0).request().size());
        assertEquals(100, events.get(0).request().bytes());
        assertEquals("dataset/org/d", events.get(1).repo().toString());
        assertEquals("alice", events.get(1).visitor().value());
        assertEquals(0, events.get(1).request().rangeStart());
        assertEquals(0, events.get(2).request().bytes());
        assertEquals(events.get(0).id(), events.get(2).id());
    }

    @Test
    void readsCloudFrontsRealTimeLogOutOfFirehose() throws Exception {
        String line =
                "1795150794.123\t192.0.2.7\t0.001\t206\t972\tGET\thttps\tcdn.example.org\t/org/m/resolve/main/f.bin\t512"
                        + "\tFRA56-P1\tx==\tcdn.example.org\t0.010\tHTTP/2.0\tIPv4\tcurl/8.5.0\t-\t-\t-\tHit\t-\tTLSv1.3\tTLS_AES\tHit\t-\t-"
                        + "\ttext/plain\t700\t500\t1199\n";
        String data = Base64.getEncoder().encodeToString(line.getBytes(StandardCharsets.UTF_8));

        assertEquals(
                200,
                post("firehose?format=cloudfront-realtime", "{\"records\":[{\"data\":\"" + data + "\"}]}")
                        .statusCode());

        DownloadEvent event = ingest.publisher.events().get(0);
        assertEquals(
                "f.bin 206 500",
                event.details().path() + " " + event.request().status() + " "
                        + event.request().rangeStart());
    }

    @Test
    void readsLinesOutOfFirehose() throws Exception {
        String cloudWatch =
                "{\"messageType\":\"DATA_MESSAGE\",\"logGroup\":\"/files\",\"logEvents\":[{\"id\":\"1\",\"timestamp\":1,"
                        + "\"message\":\"" + LINE.replace("\"", "\\\"") + "\"}]}";
        String body = "{\"requestId\":\"r-1\",\"timestamp\":1795150794000,\"records\":[{\"data\":\""
                + base64((LINE + "\n" + LINE + "\n").getBytes(StandardCharsets.UTF_8)) + "\"},{\"data\":\""
                + base64(gzip(cloudWatch)) + "\"},{\"data\":\""
                + base64(gzip(cloudWatch.replace("DATA", "CONTROL"))) + "\"},{\"data\":\"?\"}]}";

        HttpResponse<String> answer = post(
                "firehose?format=combined",
                body,
                "X-Amz-Firehose-Request-Id",
                "r-1",
                "Content-Type",
                "application/json");
        HttpResponse<String> noFormat = post("firehose", body, "X-Amz-Firehose-Request-Id", "r-2");

        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("{\"requestId\":\"r-1\",\"timestamp\":1795176000000}", answer.body());
        assertEquals(3, ingest.publisher.events().size());
        assertEquals("firehose", ingest.publisher.events().get(0).details().source());
        assertEquals("/files", ingest.publisher.events().get(2).details().source());
        assertEquals(400, noFormat.statusCode(), noFormat.body());
        assertTrue(noFormat.body().startsWith("{\"requestId\":\"r-2\""), noFormat.body());
        assertTrue(noFormat.body().contains("\"errorMessage\":\"format: is required"), noFormat.body());
        assertEquals(1, inbound("skipped", "control-message"));
        assertEquals(1, inbound("skipped", "odd"));
    }

    @Test
    void givesLinesTheIdsThatTheyHaveInALog() throws Exception {
        post("loki?format=combined&source=files-1", loki("{}", LINE));
        ingest.send(HttpRequest.newBuilder(ingest.uri("/v1/logs?format=combined&source=files-1"))
                .POST(BodyPublishers.ofString(LINE + "\n")));

        assertEquals(ingest.publisher.events().get(0), ingest.publisher.events().get(1));
    }

    @Test
    void readsAuditLogsAndLinesOutOfPubSub() throws Exception {
        String entry = """
                {"protoPayload":{"status":{},"methodName":"%s","authenticationInfo":{"principalEmail":"a@example.org"},
                "requestMetadata":{"callerIp":"192.0.2.7","callerSuppliedUserAgent":"gsutil/5,gzip(gfe)"},
                "resourceName":"projects/_/buckets/models/objects/org/m/objects/x"},"insertId":"i","timestamp":"2026-11-20T04:59:54.5Z"}""";

        post("pubsub", push(entry.formatted("storage.objects.get")));
        post("pubsub", push(entry.formatted("storage.objects.list")));
        post("pubsub?format=combined&source=files-1", push(LINE));

        assertEquals(2, ingest.publisher.events().size());
        DownloadEvent audited = ingest.publisher.events().get(0);
        assertEquals("model/org/m", audited.repo().toString());
        assertEquals("objects/x", audited.details().path());
        assertEquals("gsutil/5", audited.details().userAgent());
        assertEquals("a@example.org", audited.visitor().value());
    }

    @Test
    void takesCloudEventsInEachMode() throws Exception {
        String data =
                "{\"repo_type\":\"model\",\"repo\":\"org/m\",\"method\":\"GET\",\"status\":200,\"ip\":\"192.0.2.7\"}";
        String structured =
                "{\"specversion\":\"1.0\",\"id\":\"e-1\",\"source\":\"/hub\",\"type\":\"org.footfall.download.v1\","
                        + "\"time\":\"2026-11-20T04:59:54Z\",\"data\":" + data + "}";

        post("cloudevents", structured, "Content-Type", "application/cloudevents+json; charset=utf-8");
        post("cloudevents", "[" + structured + "]", "Content-Type", "application/cloudevents-batch+json");
        post("cloudevents", "[]", "Content-Type", "application/cloudevents-batch+json");
        post(
                "cloudevents",
                data,
                "Content-Type",
                "application/json",
                "ce-specversion",
                "1.0",
                "ce-id",
                "e-1",
                "CE-Source",
                "%2Fhub",
                "ce-type",
                "org.footfall.download.v1",
                "ce-time",
                "2026-11-20T04:59:54Z");
        post(
                "cloudevents?format=combined",
                LINE,
                "Content-Type",
                "text/plain",
                "ce-specversion",
                "1.0",
                "ce-id",
                "e-2",
                "ce-source",
                "files-1",
                "ce-type",
                "com.example.line");
        post("cloudevents", structured.replace("org.footfall.download.v1", "com.example.other"));

        List<DownloadEvent> events = ingest.publisher.events();
        assertEquals(4, events.size());
        assertEquals(
                List.of("/hub e-1", "/hub e-1", "/hub e-1"),
                events.stream().limit(3).map(DownloadEvent::id).toList());
        assertEquals("files-1", events.get(3).details().source());
        assertEquals(1, inbound("skipped", "other-type"));
    }

    @Test
    void makesNoIdForACloudEventWithoutOne() throws Exception {
        String event = "{\"specversion\":\"1.0\",\"source\":\"/hub\",\"type\":\"org.footfall.download.v1\",\"data\":"
                + "{\"time\":\"2026-11-20T04:59:54Z\",\"repo_type\":\"model\",\"repo\":\"org/m\",\"path\":\"%s\","
                + "\"method\":\"GET\",\"status\":200,\"user\":\"alice\"}}";

        for (String path : List.of("a", "b")) post("cloudevents", event.formatted(path));

        assertEquals(List.of(), ingest.publisher.events());
        assertEquals(2, inbound("unreadable", ""));
    }

    @Test
    void takesCloudEventsOfASourceWithALongUri() throws Exception {
        String source = "https://hub.example.org/" + "a/".repeat(200);
        String other = source.replace("hub", "bub");
        String event =
                "{\"specversion\":\"1.0\",\"id\":\"0198c5f2\",\"source\":\"%s\",\"type\":\"org.footfall.download.v1\","
                        + "\"time\":\"2026-11-20T04:59:54Z\",\"data\":{\"repo_type\":\"model\",\"repo\":\"org/m\","
                        + "\"method\":\"GET\",\"status\":200,\"ip\":\"192.0.2.7\"}}";

        for (String of : List.of(source, other, source))
            post("cloudevents", event.formatted(of), "Content-Type", "application/cloudevents+json");

        List<DownloadEvent> taken = ingest.publisher.events();
        assertEquals(source.substring(0, 256), taken.get(0).details().source());
        assertTrue(taken.get(0).id().endsWith("a/a/ 0198c5f2"), taken.get(0).id());
        assertEquals(taken.get(0).id(), taken.get(2).id());
        assertNotEquals(taken.get(0).id(), taken.get(1).id());
    }

    @Test
    void readsTheBase64AndTheQuotedHeadersOfCloudEventsAndSkipsTheOddOnesOfABatch() throws Exception {
        String data =
                "{\"repo_type\":\"model\",\"repo\":\"org/m\",\"method\":\"GET\",\"status\":200,\"ip\":\"192.0.2.7\"}";
        String packed =
                "{\"specversion\":\"1.0\",\"id\":\"e\\\"1\",\"source\":\"/hub\",\"type\":\"org.footfall.download.v1\","
                        + "\"time\":\"2026-11-20T04:59:54Z\",\"data_base64\":\""
                        + base64(data.getBytes(StandardCharsets.UTF_8)) + "\"}";

        HttpResponse<String> batch = post("cloudevents", "[{\"a\":1}," + packed + ",7]");
        post(
                "cloudevents",
                data,
                "Content-Type",
                "application/json",
                "ce-specversion",
                "1.0",
                "ce-id",
                "\"e\\\"1\"",
                "ce-source",
                "\"%2fhub\"",
                "ce-type",
                "\"org.footfall.download.v1\"",
                "ce-time",
                "2026-11-20T04:59:54Z");

        assertEquals(200, batch.statusCode(), batch.body());
        assertEquals(2, inbound("skipped", "odd"));
        assertEquals(2, ingest.publisher.events().size());
        assertEquals("/hub e\"1", ingest.publisher.events().get(0).id());
        assertEquals(ingest.publisher.events().get(0), ingest.publisher.events().get(1));
    }

    @Test
    void answersTheHandshakeOfAWebHook() throws Exception {
        HttpResponse<String> answer = ingest.send(HttpRequest.newBuilder(ingest.uri("/v1/inbound/cloudevents"))
                .header("WebHook-Request-Origin", "eventgrid.example.org")
                .method("OPTIONS", BodyPublishers.noBody()));

        assertEquals(200, answer.statusCode());
        assertEquals("*", answer.headers().firstValue("WebHook-Allowed-Origin").orElse(""));
        assertEquals("POST", answer.headers().firstValue("Allow").orElse(""));
    }

    @Test
    void readsEventsOfSplunksCollector() throws Exception {
        String event = "{\"time\":1795150794.123,\"host\":\"files-1\",\"sourcetype\":\"access_combined\",\"event\":%s}";
        String line = "\"" + LINE.replace("\"", "\\\"") + "\"";
        String docker = "{\"line\":" + line + ",\"source\":\"stdout\",\"tag\":\"x\"}";

        HttpResponse<String> answer =
                postTo("/services/collector/event/1.0", event.formatted(line) + event.formatted(docker));
        HttpResponse<String> none =
                postTo("/services/collector", event.formatted(line).replace("access_combined", "httpevent"));
        HttpResponse<String> health = ingest.get("/services/collector/health");
        HttpResponse<String> dockersCheck =
                ingest.send(HttpRequest.newBuilder(ingest.uri("/services/collector/event/1.0"))
                        .method("OPTIONS", BodyPublishers.noBody()));

        assertEquals("{\"text\":\"Success\",\"code\":0}", answer.body());
        assertEquals(2, ingest.publisher.events().size());
        assertEquals("files-1", ingest.publisher.events().get(0).details().source());
        assertEquals(400, none.statusCode());
        assertTrue(none.body().contains("format: is required") && none.body().contains("\"code\":6"), none.body());
        assertEquals("{\"text\":\"HEC is healthy\",\"code\":17}", health.body());
        assertEquals(health.body(), ingest.get("/services/collector/health/1.0").body());
        assertEquals(200, dockersCheck.statusCode());
    }

    @Test
    void readsStreamsOfLoki() throws Exception {
        HttpResponse<String> answer =
                postTo("/loki/api/v1/push", loki("{\"job\":\"nginx\",\"format\":\"combined\"}", LINE));

        assertEquals(204, answer.statusCode(), answer.body());
        assertEquals("nginx", ingest.publisher.events().get(0).details().source());
    }

    /** Loggers, Docker's drivers, Fluent Bit and Fluentd put the line into an object, some of them as a text. */
    @ParameterizedTest
    @ValueSource(strings = {"message", "log", "line"})
    void readsTheLineInAnObjectOfAShipper(String field) throws Exception {
        String object =
                "{\"severity\":\"info\",\"kubernetes\":{\"log\":7},\"" + field + "\":\"" + quoted(LINE) + "\\n\"}";
        String text = object.replace("\\", "\\\\").replace("\"", "\\\"");

        for (String event : List.of(object, "\"" + text + "\"", "\"" + text + text + "\"")) {
            HttpResponse<String> answer =
                    postTo("/services/collector/event?format=combined&source=a", "{\"event\":" + event + "}");
            assertEquals("{\"text\":\"Success\",\"code\":0}", answer.body());
        }
        assertEquals(
                204,
                post("loki?format=combined&source=a", loki("{}", object.replace("\\", "\\\\")))
                        .statusCode());

        assertEquals(5, ingest.publisher.events().size());
        ingest.send(HttpRequest.newBuilder(ingest.uri("/v1/logs?format=combined&source=a"))
                .POST(BodyPublishers.ofString(LINE + "\n")));
        assertEquals(ingest.publisher.events().get(5), ingest.publisher.events().get(0));
    }

    /** The object itself goes before a text in it. */
    @Test
    void readsAnObjectThatIsALineOfItsFormatAsBefore() throws Exception {
        String request = "\"time_iso8601\":\"2026-11-20T04:59:54+00:00\",\"remote_addr\":\"192.0.2.7\",\"request\":"
                + "\"GET /org/m/resolve/main/f.bin HTTP/1.1\",\"status\":\"200\",\"body_bytes_sent\":7,"
                + "\"http_user_agent\":\"curl/8.5.0\"";
        String object = "{\"message\":\"something else\"," + request + "}";
        String wrapped = "{\"message\":\"" + quoted("{" + request + "}") + "\"}";

        post("splunk?format=nginx-json", "{\"event\":" + object + "}{\"event\":" + wrapped + "}");

        assertEquals(2, ingest.publisher.events().size());
        assertEquals(7, ingest.publisher.events().get(1).request().bytes());
    }

    @Test
    void readsTheStreamsOfLokisFirstProtocol() throws Exception {
        String body = "{\"streams\":[{\"labels\":\"{job=\\\"nginx\\\", format=\\\"combined\\\"}\",\"entries\":["
                + "7,{\"ts\":\"2026-11-20T04:59:54Z\",\"line\":\"" + quoted(LINE) + "\"}]}]}";

        HttpResponse<String> answer = post("loki", body);

        assertEquals(204, answer.statusCode(), answer.body());
        assertEquals("nginx", ingest.publisher.events().get(0).details().source());
    }

    /** A sender that is told of success looks no further. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "splunk   | {\"event\":\"x\"}{\"event\":{\"a\":1}} | {\"text\":\"none of the lines can be read: line 1: ",
                "loki     | {\"streams\":[{\"stream\":{},\"values\":[[\"1\",\"x\"]]}]} | \"detail\":\"none of the lines can be read: ",
                "loki     | {\"streams\":[{\"stream\":{},\"lines\":[\"x\"]}]} | \"detail\":\"none of the lines can be read: odd",
                "firehose | {\"records\":[{\"data\":\"eA==\"},{\"data\":\"?\"}]} | \"errorMessage\":\"none of the lines can be read: ",
                "otlp     | {\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":{\"stringValue\":\"x\"}}]}]}]} "
                        + "| {\"code\":3,\"message\":\"none of the lines can be read: line 1: ",
            })
    void answersWithAnErrorWhereNothingCanBeRead(String producer, String body, String answered) throws Exception {
        HttpResponse<String> answer = post(producer + "?format=combined", body);

        assertEquals(400, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains(answered), answer.body());
        assertTrue(answer.body().contains("Nothing was written."), answer.body());
        assertEquals(List.of(), ingest.publisher.rejected());
        assertEquals(1, refused(producer));
    }

    @Test
    void keepsTheUnreadableLinesOfABodyThatHasOthers() throws Exception {
        HttpResponse<String> answer = post("loki?format=combined", loki("{}", LINE + "\\nx"));

        assertEquals(204, answer.statusCode(), answer.body());
        assertEquals(1, ingest.publisher.events().size());
        assertEquals(1, ingest.publisher.rejected().size());
    }

    private double refused(String producer) {
        return ingest.metrics
                .get("footfall.ingest.inbound")
                .tag("producer", producer)
                .tag("outcome", "refused")
                .counter()
                .count();
    }

    private static String quoted(String line) {
        return line.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    @Test
    void countsInstallationsOfComposerByTheClientThatAProxySaw() throws Exception {
        HttpResponse<String> answer = post(
                "composer",
                "{\"downloads\":[{\"name\":\"org/lib\",\"version\":\"1.2.0.0\"},{\"name\":\"other/lib\",\"version\":\"dev-a/b\","
                        + "\"downloaded\":77},{\"name\":\"none\"}]}",
                "X-Forwarded-For",
                "198.51.100.9, 192.0.2.7",
                "User-Agent",
                "Composer/2.8.4 (Linux; 6.1; PHP 8.3; cURL 8.5.0)");

        assertEquals(201, answer.statusCode(), answer.body());
        assertEquals("{\"status\":\"success\"}", answer.body());
        assertEquals(2, ingest.publisher.events().size());
        DownloadEvent event = ingest.publisher.events().get(0);
        assertEquals("model/org/lib", event.repo().toString());
        assertEquals("1.2.0.0", event.details().revision());
        assertEquals(TestIngest.SECRET.visitor("192.0.2.7", event.details().userAgent()), event.visitor());
        assertEquals("dev-a/b", ingest.publisher.events().get(1).details().revision());
    }

    /** Some proxies, such as HAProxy, add a line of their own to those that the client has sent. */
    @Test
    void believesTheLastLineOfForwardedAddresses() throws Exception {
        String installed = "{\"downloads\":[{\"name\":\"org/lib\",\"version\":\"1\"}]}";

        post("composer", installed, "X-Forwarded-For", "198.51.100.9", "X-Forwarded-For", "192.0.2.7");

        DownloadEvent event = ingest.publisher.events().get(0);
        assertEquals(TestIngest.SECRET.visitor("192.0.2.7", event.details().userAgent()), event.visitor());
    }

    @Test
    void countsReadsInCloudTrail() throws Exception {
        String read = """
                {"eventTime":"2026-11-20T04:59:54Z","eventName":"%s","sourceIPAddress":"%s","userAgent":"[aws-cli/2.18.5]",
                "userIdentity":{"arn":"arn:aws:iam::111122223333:user/u"},"requestParameters":{"bucketName":"models",
                "key":"org/m/f.bin"},"additionalEventData":{"bytesTransferredOut":1200},"eventID":"%s"}""";

        post(
                "cloudtrail",
                "{\"Records\":[" + read.formatted("GetObject", "192.0.2.7", "a") + ","
                        + read.formatted("PutObject", "192.0.2.7", "b") + ","
                        + read.formatted("GetObject", "AWS Internal/7", "d") + ","
                        + read.formatted("GetObject", "cloudfront.amazonaws.com", "c") + "]}");
        String same = read.replace(":1200}", ":1200.0}"); // as CloudTrail writes numbers
        post("cloudtrail", "{\"detail\":" + same.formatted("GetObject", "192.0.2.7", "a") + "}");
        String endless = read.replace(":1200}", ":1e30}");
        post("cloudtrail", "{\"detail\":" + endless.formatted("GetObject", "192.0.2.7", "e") + "}");

        List<DownloadEvent> events = ingest.publisher.events();
        assertEquals(2, events.size());
        assertEquals(2, inbound("skipped", "service"));
        assertEquals(events.get(0), events.get(1));
        assertEquals(VisitorId.user("111122223333:user/u"), events.get(0).visitor());
        assertEquals("aws-cli/2.18.5", events.get(0).details().userAgent());
        assertEquals(1_200, events.get(0).request().bytes());
    }

    @Test
    void keepsAddressesOutOfEvents() throws Exception {
        String address = "192.0.2.7";
        String pull = pull("192.0.2.7", "org/192.0.2.7")
                .replace("containerd/2.0", "agent 192.0.2.7")
                .replace("sha256:fea8895f", "x-192.0.2.7")
                .replace("\"alice\"", "\"192.0.2.7\"");

        post("distribution", "{\"events\":[" + pull + "," + pull.replace("org/192.0.2.7", "org/m") + "]}");

        assertEquals(1, ingest.publisher.events().size());
        String json = new String(EventCodec.encode(ingest.publisher.events().get(0)), StandardCharsets.UTF_8);
        assertFalse(json.contains(address), json);
    }

    @ParameterizedTest
    @EnumSource(Producer.class)
    void refusesWhatIsNoJsonInTheFormOfTheProducer(Producer producer) throws Exception {
        for (String body : List.of("", "{", "nonsense", "{\"a\":1}}", "\u0000", "[".repeat(70) + "]".repeat(70))) {
            HttpResponse<String> answer = post(producer.label(), body);

            assertEquals(400, answer.statusCode(), body);
            assertFalse(answer.body().contains("nonsense"), answer.body());
        }
        assertEquals(List.of(), ingest.publisher.events());
    }

    @ParameterizedTest
    @CsvSource({"distribution", "firehose", "pubsub", "splunk", "loki", "composer", "cloudtrail", "cloudevents", "minio"
    })
    void refusesAnotherEnvelope(String producer) throws Exception {
        assertEquals(400, post(producer, "{\"a\":1}").statusCode());
        assertEquals(400, post(producer, "7").statusCode());
    }

    @Test
    void asksForTheWholeAgainWhenItWasNotWritten() throws Exception {
        ingest.publisher.hold();
        var splunk = ingest.sendAsync(request(
                "/services/collector/event?format=combined",
                "{\"event\":\"%s\"}".formatted(LINE.replace("\"", "\\\""))));
        while (ingest.publisher.waiting() < 1) Thread.onSpinWait();
        ingest.publisher.decide(new Delivery.Unacknowledged("no broker"));

        assertEquals(503, splunk.get().statusCode());
        assertEquals("{\"text\":\"Server is busy\",\"code\":9}", splunk.get().body());
        assertEquals("1", splunk.get().headers().firstValue("Retry-After").orElse(""));
    }

    @Test
    void refusesMoreEventsThanItHasRoomFor() throws Exception {
        HttpResponse<String> answer = post("loki?format=combined", loki("{}", "x\\n".repeat(50_001)));

        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("more than 50000 events"), answer.body());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("small")
    void refusesASmallBodyThatBecomesTooMuch(String producer, String body, String[] headers) throws Exception {
        HttpResponse<String> answer = post(producer, body, headers);

        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("more than"), answer.body());
        assertEquals(0, ingest.publisher.events().size());
    }

    private static Stream<Arguments> small() throws Exception {
        String values = "{},".repeat(900_000) + "{}]}";
        String packed = base64(gzip("{\"protoPayload\":0,\"logEvents\":[" + values));
        String zeros = base64(gzip("0".repeat(50_000_000)));
        String event = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"org.footfall.download.v1\",";
        String key = "{\"Records\":[{\"eventName\":\"s3:ObjectAccessed:Get\",\"responseElements\":{},"
                + "\"requestParameters\":{},\"s3\":{\"bucket\":{\"name\":\"model\"},\"object\":{\"key\":\"%s\"}}}]}";
        String shared = loki("{\"host\":\"" + "h".repeat(500_000) + "\"}", "x")
                .replace("]}]}", ",[\"1\",\"x\"]".repeat(1_000) + "]}]}");
        String[] binary = {
            "ce-specversion", "1.0", "ce-type", "org.footfall.download.v1", "Content-Type", "application/json"
        };
        return Stream.of(
                Arguments.of("pubsub?format=combined", "{\"message\":{\"data\":\"" + packed + "\"}}", new String[0]),
                Arguments.of("pubsub?format=combined", "{\"message\":{\"data\":\"" + zeros + "\"}}", new String[0]),
                Arguments.of(
                        "firehose?format=combined", "{\"records\":[{\"data\":\"" + packed + "\"}]}", new String[0]),
                Arguments.of("cloudevents", event + "\"data_base64\":\"" + packed + "\"}", new String[0]),
                Arguments.of("cloudevents", "{\"x\":[" + values, binary),
                Arguments.of("minio", key.formatted("a+".repeat(1_500_000)), new String[0]),
                Arguments.of("loki?format=combined", shared, new String[0]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer a-key",
                "Authorization: a-key",
                "Authorization: Splunk a-key",
                "Authorization: Basic dXNlcjphLWtleQ==",
                "X-Amz-Firehose-Access-Key: a-key",
                "?token=a-key"
            })
    void takesAKeyAsProducersSendIt(String credentials) throws Exception {
        try (var locked = TestLogs.ingest("a-key")) {
            assertEquals(200, minio(locked, credentials));
            assertEquals(
                    403,
                    minio(
                            locked,
                            credentials
                                    .replace("a-key", "b-key")
                                    .replace("dXNl", "dXNm")
                                    .replace("LWtleQ", "LWtlZQ")));
        }
    }

    @Test
    void refusesAKeyInTheFormOfTheProducer() throws Exception {
        try (var locked = TestLogs.ingest("a-key")) {
            String splunk = locked.send(HttpRequest.newBuilder(locked.uri("/services/collector/event"))
                            .POST(BodyPublishers.ofString("{}")))
                    .body();
            HttpResponse<String> registry = locked.send(HttpRequest.newBuilder(locked.uri("/v1/inbound/distribution"))
                    .POST(BodyPublishers.ofString("{}")));

            assertEquals("{\"text\":\"Invalid token\",\"code\":4}", splunk);
            assertEquals(401, registry.statusCode());
            assertTrue(registry.body().contains("none of the ingest.api-keys"), registry.body());
        }
    }

    private static int minio(TestIngest locked, String credentials) throws Exception {
        boolean isParameter = credentials.startsWith("?");
        var request = HttpRequest.newBuilder(locked.uri("/v1/inbound/minio" + (isParameter ? credentials : "")))
                .POST(BodyPublishers.ofString("{}"));
        if (!isParameter)
            request.header(credentials.split(": ", 2)[0], credentials.split(": ", 2)[1]);
        return locked.send(request).statusCode();
    }

    private static String pull(String id, String repository) {
        return PULL.formatted(
                id, "pull", "application/vnd.oci.image.index.v1+json", repository, ",\"tag\":\"v1\"", "GET", "alice");
    }

    private static String loki(String labels, String line) {
        return "{\"streams\":[{\"stream\":" + labels + ",\"values\":[[\"1795150794000000000\",\""
                + line.replace("\"", "\\\"") + "\"]]}]}";
    }

    private static String push(String data) {
        return "{\"message\":{\"data\":\"" + base64(data.getBytes(StandardCharsets.UTF_8))
                + "\",\"messageId\":\"1\"},\"subscription\":\"s\"}";
    }

    private double inbound(String outcome, String reason) {
        return ingest.metrics
                .get("footfall.ingest.inbound")
                .tag("outcome", outcome)
                .tag("reason", reason)
                .counter()
                .count();
    }

    private HttpResponse<String> post(String producer, String body, String... headers) throws Exception {
        return postTo("/v1/inbound/" + producer.replace("{", "%7B").replace("}", "%7D"), body, headers);
    }

    private HttpResponse<String> postTo(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = request(path, body);
        return ingest.send(headers.length == 0 ? request : request.headers(headers));
    }

    private HttpRequest.Builder request(String path, String body) {
        return HttpRequest.newBuilder(ingest.uri(path)).POST(BodyPublishers.ofString(body));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] gzip(String text) throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var packing = new GZIPOutputStream(packed)) {
            packing.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }
}
