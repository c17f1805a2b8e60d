package dev.footfall.standalone.operations;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.standalone.ChildProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code footfall serve} under a supervisor, which starts it again when it has ended itself. Safe for two threads. */
final class SupervisedNode implements AutoCloseable {
    private static final Pattern DEATH = Pattern.compile("A counting thread died");
    private static final Pattern SENTENCE = Pattern.compile("(?m)^footfall: [A-Z].+$");

    /** A hundred times as long as an answer takes. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

    private final int port = BrokerProcess.freePort();
    private final HttpClient impatient = HttpClient.newHttpClient();
    private final Path output;
    private final Map<String, String> environment;
    private volatile ChildProcess process;
    private int printedBefore;

    /** @param more environment variables beside those that say where all is */
    SupervisedNode(Path directory, BrokerProcess broker, Map<String, String> more) {
        output = directory.resolve("serve-output");
        environment = new HashMap<>(more);
        environment.put("FOOTFALL_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        environment.put("FOOTFALL_DATA_DIR", directory.resolve("data").toString());
        environment.put("FOOTFALL_QUERY_PORT", Integer.toString(port));
        environment.put("FOOTFALL_QUERY_RATE_LIMIT", "0");
        process = launch();
    }

    private ChildProcess launch() {
        return ChildProcess.start(output, environment, ChildProcess.FOOTFALL, List.of("serve"));
    }

    /** Fails if it ended without a sentence. One thread calls this. */
    void startAgainIfEnded() {
        if (process.isAlive()) return;
        String printed = process.output().substring(printedBefore);
        assertTrue(SENTENCE.matcher(printed).find(), printed);
        printedBefore += printed.length();
        process = launch();
    }

    /** The number of counting threads that have died, in all processes. */
    long deaths() {
        return DEATH.matcher(process.output()).results().count();
    }

    boolean isReady() throws InterruptedException {
        return get("/ready").filter(answer -> answer.statusCode() == 200).isPresent();
    }

    /** Empty if there is no answer, as while it starts. */
    Optional<HttpResponse<String>> get(String path) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(LONGEST_ANSWER)
                .build();
        try {
            return Optional.of(impatient.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
