package dev.footfall.standalone.settings;

import dev.footfall.events.Topics;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

record ValueRule(String allowed, Predicate<String> accepts) {
    static final ValueRule TEXT = new ValueRule("non-empty text", value -> !value.isBlank());
    static final ValueRule VISIBLE = new ValueRule("visible ASCII", value -> value.matches("[!-~]+"));
    static final ValueRule PREFIX = new ValueRule(Topics.ALLOWED_PREFIX, Topics::isPrefix);
    static final ValueRule PORT = integer(0, 65_535);
    static final ValueRule HOST = new ValueRule("a host name or address", value -> value.matches("[A-Za-z0-9.:_-]+"));
    static final ValueRule SERVERS = new ValueRule(
            "host:port, several separated by " + "commas", value -> value.matches("[^\\s,]+:\\d+(,[^\\s,]+:\\d+)*"));
    static final ValueRule URL = new ValueRule("an http or https URL", value -> value.matches("https?://[^\\s]+"));

    static final ValueRule HEAP_SHARE = new ValueRule(HeapShare.FORM, HeapShare::isHeapShare);
    static final ValueRule KEYS_URL = ofParsed(
            "an https URL, or an http URL of this machine",
            value -> value.matches("https?://[^\\s@]+") && URI.create(value).getHost() != null);
    static final ValueRule NETWORKS = new ValueRule(
            "addresses and networks such as 10.0.0.0/8, separated by commas",
            value -> value.matches("[0-9A-Fa-f:.]+(/\\d{1,3})?(\\s*,\\s*[0-9A-Fa-f:.]+(/\\d{1,3})?)*"));

    static final ValueRule PROXIES = new ValueRule(
            NETWORKS.allowed() + ", and private",
            value -> Stream.of(value.split(",", -1))
                    .map(String::strip)
                    .allMatch(
                            item -> item.equals("private") || NETWORKS.accepts().test(item)));

    static final ValueRule ORIGINS = new ValueRule(
            "origins such as https://hub.example.org, separated by commas, or *",
            value -> value.equals("*")
                    || (value + ",").matches("(\\s*https?://(\\*\\.)?[A-Za-z0-9.-]+(:\\d{1,5})?\\s*,)+"));

    static ValueRule integer(int least, int most) {
        return ofParsed(least + " to " + most, value -> {
            int number = Integer.parseInt(value);
            return number >= least && number <= most;
        });
    }

    static ValueRule duration(String least, String most) {
        Duration shortest = Duration.parse(least);
        Duration longest = Duration.parse(most);
        return ofParsed("an ISO-8601 duration, " + least + " to " + most, value -> {
            Duration duration = Duration.parse(value);
            return duration.compareTo(shortest) >= 0 && duration.compareTo(longest) <= 0;
        });
    }

    static ValueRule oneOf(String... words) {
        List<String> choices = List.of(words);
        return new ValueRule(String.join(" or ", choices), choices::contains);
    }

    static ValueRule someOf(List<String> choices) {
        return new ValueRule(
                "none, or some of " + String.join(", ", choices) + " with commas",
                value -> value.isEmpty()
                        || value.equals("none")
                        || Stream.of(value.split(",", -1)).map(String::strip).allMatch(choices::contains));
    }

    static ValueRule secret(int leastBytes) {
        return new ValueRule(
                "at least " + leastBytes + " bytes",
                value -> value.getBytes(StandardCharsets.UTF_8).length >= leastBytes);
    }

    /** A value that cannot be parsed is not accepted. */
    private static ValueRule ofParsed(String allowed, Predicate<String> accepts) {
        return new ValueRule(allowed, value -> {
            try {
                return accepts.test(value);
            } catch (IllegalArgumentException | DateTimeParseException e) {
                return false;
            }
        });
    }
}
