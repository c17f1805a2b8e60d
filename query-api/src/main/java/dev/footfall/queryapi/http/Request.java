package dev.footfall.queryapi.http;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.footfall.events.CheckedJson;
import dev.footfall.events.RepoId;
import dev.footfall.events.Utf8;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.web.HttpProblemException;
import dev.footfall.web.PercentDecoder;
import dev.footfall.web.Permits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One request after routing: path, query, caller and body. Accessors parse on demand and fail with a {@link Problem}
 * that names the parameter and its allowed values. Used by the thread that handles the request.
 */
public record Request(RequestPath path, QueryParameters query, Sender sender, Message message) {
    private static final ObjectReader JSON =
            new ObjectMapper(CheckedJson.JSON.copy()).reader(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final int FIRST_BESIDE_XML = 0xFFFE;

    /**
     * {@code wantsEvents}: by GET for events ({@code text/event-stream}) in place of one answer; {@code origin}: scheme, host
     * and port as the client has them.
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Message(byte[] body, boolean wantsEvents, String url, Supplier<String> origin) {}

    /** The route's shape guarantees it. */
    public String segment(int place) {
        return path.segments().get(place);
    }

    public List<String> segmentsFrom(int place) {
        return path.segments().subList(place, path.segments().size());
    }

    public Optional<RepoId> repository() {
        return path.repository();
    }

    public Caller caller() {
        return sender.caller();
    }

    /** Answers 401 without a valid token, 403 for any other caller. */
    public Caller administrator() {
        return permitted(caller().admin(), "Only administrators have access");
    }

    /** Answers 401 without a valid token, 403 for any other caller. */
    public Caller userOrAdministrator(String user) {
        boolean isOwn = caller().user().filter(user::equals).isPresent();
        return permitted(isOwn || caller().admin(), "Only the user and administrators have access");
    }

    /** Answers 401 without a valid token. */
    public Caller signedIn() {
        return permitted(true, "");
    }

    private Caller permitted(boolean isPermitted, String otherwise) {
        if (caller().user().isEmpty()) throw new HttpProblemException(Problem.unauthorized());
        if (!isPermitted) throw new HttpProblemException(Problem.forbidden(otherwise));
        return caller();
    }

    public Permits.Permit permitOf(Permits permits) {
        try {
            return permits.take(sender.share());
        } catch (Permits.Exhausted e) {
            throw new HttpProblemException(Problem.noPlace(e.status()));
        }
    }

    public <T> T with(Permits permits, Supplier<T> question) {
        Permits.Permit permit = permitOf(permits);
        try (permit) {
            return question.get();
        }
    }

    /** A missing node if it is empty; of a repeated field, the last counts. */
    public JsonNode json() {
        int malformed = Utf8.malformedAt(message.body, 0, message.body.length);
        if (malformed >= 0) throw new BadParameter("body", "", "JSON in UTF-8, which byte " + malformed + " is not");
        try {
            return JSON.readTree(message.body);
        } catch (MismatchedInputException e) {
            throw new BadParameter("body", "", "one JSON object and nothing after it");
        } catch (StreamConstraintsException e) {
            throw new BadParameter("body", "", CheckedJson.LIMITS);
        } catch (IOException e) { // bytes in memory cannot fail otherwise than by what they say
            throw new BadParameter("body", "", "JSON in UTF-8");
        }
    }

    public JsonNode jsonObject() {
        JsonNode fields = json();
        if (!fields.isObject()) throw new BadParameter("body", "", "a JSON object");
        return fields;
    }

    /**
     * The JSON of a request that decides something: an object has these fields alone, each once, also in the objects in it. A
     * slip of the pen must not pass as another decision.
     */
    public JsonNode decision(String... known) {
        JsonNode fields = json();
        requireKnown(fields, "", known);
        requireUnrepeated();
        return fields;
    }

    /** The same, where anything but an object is refused. */
    public JsonNode decisionObject(String... known) {
        var unused = jsonObject();
        return decision(known);
    }

    /** Refuses any other field. {@code place}: in front of a field's name, such as {@code repos[3].} */
    public static void requireKnown(JsonNode fields, String place, String... known) {
        var names = KnownNames.ofBody(List.of(known));
        for (String field : (Iterable<String>) fields::fieldNames) names.check(field, place, "");
    }

    /** The body is known to be JSON: what the strict parser does not like about it is a repeated name. */
    private void requireUnrepeated() {
        try (JsonParser parser = CheckedJson.parser(message.body, 0, message.body.length)) {
            parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
            requireUnrepeated(parser);
        } catch (IOException e) {
            throw new BadParameter("body", "", "JSON in UTF-8");
        }
    }

    private static void requireUnrepeated(JsonParser parser) throws IOException {
        JsonToken token;
        do {
            try {
                token = parser.nextToken();
            } catch (JsonParseException e) {
                throw new BadParameter(
                        KnownNames.shown(String.valueOf(parser.currentName())), "", "no repeated fields");
            }
        } while (token != null);
    }

    /** A field's text, for everybody to read: no control characters, and nothing that XML cannot say. */
    public static String text(JsonNode fields, String field, int longest) {
        JsonNode given = fields.path(field);
        String text = given.isTextual() ? given.asText().strip() : "";
        boolean isText = StandardCharsets.UTF_8.newEncoder().canEncode(text)
                && text.chars().noneMatch(c -> Character.isISOControl(c) || c >= FIRST_BESIDE_XML);
        if (text.isEmpty() || text.length() > longest || !isText) {
            throw new BadParameter(field, text, "a text of 1 to " + longest + " characters, visible to everybody");
        }
        return text;
    }

    /** Path and query, with everything percent-encoded that may not stand in a URL. */
    public String url() {
        return message.url;
    }

    /** The absolute URL of the same request with another value of one parameter; without a host where none was named. */
    public String urlWith(String parameter, Object value) {
        String[] parts = message.url.split("\\?", 2);
        String others = Stream.of(parts)
                .skip(1)
                .flatMap(query -> Stream.of(query.split("&", -1)))
                .filter(pair -> !pair.isEmpty() && !isOf(parameter, pair))
                .map(pair -> pair + "&")
                .collect(Collectors.joining());
        return message.origin.get() + parts[0] + "?" + others + parameter + "=" + value;
    }

    private static boolean isOf(String parameter, String pair) {
        return PercentDecoder.lenient(pair.split("=", 2)[0])
                .filter(parameter::equals)
                .isPresent();
    }

    public boolean wantsEvents() {
        return message.wantsEvents;
    }
}
