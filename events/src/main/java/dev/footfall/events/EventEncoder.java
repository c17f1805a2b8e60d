package dev.footfall.events;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Encodes events into one buffer, byte for byte as a JSON library writes the same fields. Used by one thread. */
public final class EventEncoder {
    private static final int DAY_SECONDS = 86_400;

    /** The first second of the year 10000, whose name has a sign. */
    private static final long FIVE_DIGITS_SECOND = 253_402_300_800L;

    private final JsonBytes json = new JsonBytes();
    private long dateDay = -1;
    private String date = "";

    public byte[] encode(DownloadEvent event) {
        json.clear();
        json.ascii("{\"id\":").string(event.id()).ascii(",\"time\":\"");
        write(event.time());
        RepoId repo = event.repo();
        json.ascii("\",\"repo_type\":\"").ascii(repo.type().label()).ascii("\",\"repo\":\"");
        json.ascii(repo.namespace()).ascii("/").ascii(repo.name());
        EventDetails details = event.details();
        json.ascii("\",\"path\":").string(details.path());
        writeIfPresent("revision", details.revision());
        write(event.request());
        write(event.visitor());
        writeIfPresent("user_agent", details.userAgent());
        writeIfPresent("source", details.source());
        writeIfPresent("network", details.network());
        writeIfPresent("country", details.country());
        return json.toObject();
    }

    private void write(FileRequest request) {
        json.ascii(",\"via\":\"")
                .ascii(request.via().label())
                .ascii("\",\"method\":")
                .string(request.method());
        json.ascii(",\"status\":").number(request.status()).ascii(",\"bytes\":").number(request.bytes());
        Long rangeStart = request.rangeStart();
        if (rangeStart != null) json.ascii(",\"range_start\":").number(rangeStart);
        Long size = request.size();
        if (size != null) json.ascii(",\"size\":").number(size);
    }

    private void write(VisitorId visitor) {
        if (visitor.authenticated()) json.user(visitor.value());
        else json.ascii(",\"visitor\":\"").ascii(visitor.value()).ascii("\"");
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

    private void writeIfPresent(String field, @Nullable String value) {
        if (value != null) json.field(field).string(value);
    }
}
