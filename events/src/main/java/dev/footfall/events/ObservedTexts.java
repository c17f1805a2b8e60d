package dev.footfall.events;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The texts of an event that counting may ask for, as {@link #span}s of one text, 0 where there is none. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ObservedTexts(
        byte[] text, long agent, long source, long path, long network, long revision, long country) {
    private static final byte[] NOTHING = {};

    static ObservedTexts of(EventDetails details) {
        return of(
                bytes(details.userAgent()),
                bytes(details.source()),
                bytes(details.path()),
                bytes(details.network()),
                bytes(details.revision()),
                bytes(details.country()));
    }

    private static byte[] bytes(@Nullable String text) {
        return text == null ? NOTHING : text.getBytes(StandardCharsets.UTF_8);
    }

    /** Of UTF-8, empty where there is nothing. */
    public static ObservedTexts of(
            byte[] agent, byte[] source, byte[] path, byte[] network, byte[] revision, byte[] country) {
        byte[] all = new byte
                [agent.length + source.length + path.length + network.length + revision.length + country.length];
        long agentSpan = put(agent, all, 0);
        long sourceSpan = put(source, all, to(agentSpan));
        long pathSpan = put(path, all, to(sourceSpan));
        long networkSpan = put(network, all, to(pathSpan));
        long revisionSpan = put(revision, all, to(networkSpan));
        long countrySpan = put(country, all, to(revisionSpan));
        return new ObservedTexts(all, agentSpan, sourceSpan, pathSpan, networkSpan, revisionSpan, countrySpan);
    }

    private static long put(byte[] text, byte[] all, int from) {
        System.arraycopy(text, 0, all, from, text.length);
        return span(from, text.length);
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
