package dev.footfall.events;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Encodes many events as {@link EventCodec#encode} does, into one buffer, byte for byte as a JSON library writes the same
 * fields. Used by one thread.
 */
public final class EventEncoder {
    private static final int DAY_SECONDS = 86_400;

    /** The first second of the year 10000, whose name has a sign. */
    private static final long FIVE_DIGITS_SECOND = 253_402_300_800L;

    private static final byte[] ID = ascii("{\"id\":");
    private static final byte[] TIME = ascii(",\"time\":\"");
    private static final byte[] REPO_TYPE = ascii("\",\"repo_type\":\"");
    private static final byte[] REPO = ascii("\",\"repo\":\"");
    private static final byte[] PATH = ascii("\",\"path\":");
    private static final byte[] REVISION = ascii(",\"revision\":");
    private static final byte[] VIA = ascii(",\"via\":\"");
    private static final byte[] METHOD = ascii("\",\"method\":");
    private static final byte[] STATUS = ascii(",\"status\":");
    private static final byte[] BYTES = ascii(",\"bytes\":");
    private static final byte[] RANGE_START = ascii(",\"range_start\":");
    private static final byte[] SIZE = ascii(",\"size\":");
    private static final byte[] USER_ID = ascii(",\"user_id\":");
    private static final byte[] USER = ascii(",\"user\":");
    private static final byte[] VISITOR = ascii(",\"visitor\":\"");
    private static final byte[] USER_AGENT = ascii(",\"user_agent\":");
    private static final byte[] SOURCE = ascii(",\"source\":");
    private static final byte[] NETWORK = ascii(",\"network\":");
    private static final byte[] END = ascii("}");

    private final JsonBytes json = new JsonBytes();
    private long dateDay = -1;
    private String date = "";

    /** The event as UTF-8 JSON. */
    public byte[] encode(DownloadEvent event) {
        json.clear();
        json.raw(ID).string(event.id()).raw(TIME);
        write(event.time());
        RepoId repo = event.repo();
        json.raw(REPO_TYPE).ascii(repo.type().label()).raw(REPO);
        json.ascii(repo.namespace()).ascii("/").ascii(repo.name());
        DownloadEvent.Details details = event.details();
        json.raw(PATH).string(details.path());
        writeIfPresent(REVISION, details.revision());
        write(event.request());
        write(event.visitor());
        writeIfPresent(USER_AGENT, details.userAgent());
        writeIfPresent(SOURCE, details.source());
        writeIfPresent(NETWORK, details.network());
        return json.raw(END).toBytes();
    }

    private void write(DownloadEvent.Request request) {
        json.raw(VIA).ascii(request.via().label()).raw(METHOD).string(request.method());
        json.raw(STATUS).number(request.status()).raw(BYTES).number(request.bytes());
        Long rangeStart = request.rangeStart();
        if (rangeStart != null) json.raw(RANGE_START).number(rangeStart);
        Long size = request.size();
        if (size != null) json.raw(SIZE).number(size);
    }

    private void write(VisitorId visitor) {
        if (!visitor.authenticated()) {
            json.raw(VISITOR).ascii(visitor.value()).ascii("\"");
            return;
        }
        Optional<String> id = UserId.hexOf(visitor.value());
        if (id.isPresent()) json.raw(USER_ID).string(id.get());
        else json.raw(USER).string(visitor.value());
    }

    /** As {@link Instant#toString} does: with milliseconds where there are some. */
    private void write(Instant time) {
        long second = time.getEpochSecond();
        if (second >= FIVE_DIGITS_SECOND) {
            json.ascii(time.toString());
            return;
        }
        long day = second / DAY_SECONDS;
        if (day != dateDay) {
            date = LocalDate.ofEpochDay(day) + "T";
            dateDay = day;
        }
        int secondOfDay = (int) (second - day * DAY_SECONDS);
        json.ascii(date).digits(secondOfDay / 3_600, 2).ascii(":");
        json.digits(secondOfDay / 60 % 60, 2).ascii(":").digits(secondOfDay % 60, 2);
        int millis = time.getNano() / 1_000_000;
        if (millis > 0) json.ascii(".").digits(millis, 3);
        json.ascii("Z");
    }

    private void writeIfPresent(byte[] field, @Nullable String value) {
        if (value != null) json.raw(field).string(value);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
