package dev.footfall.events;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The texts of an event that counting may ask for, as {@link #span}s of one text, 0 where there is none. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ObservedTexts(byte[] text, long agent, long source, long path, long network, long revision, long country) {
    static ObservedTexts of(EventDetails details) {
        var text = new ByteArrayOutputStream();
        long agent = append(text, details.userAgent());
        long source = append(text, details.source());
        long path = append(text, details.path());
        long network = append(text, details.network());
        long revision = append(text, details.revision());
        long country = append(text, details.country());
        return new ObservedTexts(text.toByteArray(), agent, source, path, network, revision, country);
    }

    private static long append(ByteArrayOutputStream all, @Nullable String text) {
        int from = all.size();
        if (text != null) all.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return span(from, all.size() - from);
    }

    static long span(int from, int length) {
        return (long) from << Integer.SIZE | length;
    }

    static int from(long span) {
        return (int) (span >>> Integer.SIZE);
    }

    static int to(long span) {
        return from(span) + (int) span;
    }

    byte[] bytes(long span) {
        return Arrays.copyOfRange(text, from(span), to(span));
    }
}
