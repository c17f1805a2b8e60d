package dev.footfall.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** The facts of {@code facts.txt}, and the answers that follow from them, computed by hand: {@code answers.txt}. */
final class KnownAnswers {

    private KnownAnswers() {}

    /** A question of a caller, and its answer. */
    record Known(String caller, String path, String answer) {}

    /** A request that says something. */
    private record Fact(String method, String path, String body) {
        static Fact of(String line) {
            String[] words = line.split(" ", 3);
            return new Fact(words[0], words[1], words.length == 3 ? words[2] : "");
        }
    }

    static List<Known> all() throws IOException {
        List<String> lines = lines("answers.txt");
        return IntStream.range(0, lines.size() / 2)
                .mapToObj(i -> {
                    String[] question = lines.get(2 * i).split(" ", 2);
                    return new Known(question[0], question[1], lines.get(2 * i + 1));
                })
                .toList();
    }

    /** Posts every fact, each after the one before was accepted. */
    static void post(Standalone house) throws IOException, InterruptedException {
        for (String line : lines("facts.txt")) post(house, line);
    }

    /** Posts one, as a line of {@code facts.txt} has it. */
    static void post(Standalone house, String line) throws IOException, InterruptedException {
        Fact fact = Fact.of(line);
        URI uri = URI.create("http://127.0.0.1:" + house.ingest().port() + fact.path());
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .method(fact.method(), HttpRequest.BodyPublishers.ofString(fact.body()))
                .build();
        HttpResponse<String> response = PatientHttp.send(request, HttpResponse.BodyHandlers.ofString());
        boolean isTaken = response.statusCode() == 202 && response.body().endsWith("\"rejected\":[]}");
        if (!isTaken) throw new AssertionError(line + ": " + response.body());
    }

    /** The answer that a caller with such a header gets. */
    static HttpResponse<String> ask(Standalone house, String authorization, String path)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + house.query().port() + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (!authorization.isEmpty()) request.header("Authorization", authorization);
        return PatientHttp.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static List<String> lines(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(KnownAnswers.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        }
    }
}
