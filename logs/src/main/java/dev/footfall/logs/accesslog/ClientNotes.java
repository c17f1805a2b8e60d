package dev.footfall.logs.accesslog;

import dev.footfall.logs.client.ProxyTrust;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Routed requests whose client is another than the line or the settings let expect. Used by one thread. */
final class ClientNotes {
    private long unusedIdents;
    private long former;
    private @Nullable LocalDate first;
    private @Nullable LocalDate last;
    private ProxyTrust trust = ProxyTrust.UNSET;

    void addUnusedIdent() {
        unusedIdents++;
    }

    /** A request of a day that was first read by this trust, which is no longer the setting's. */
    void addFormer(LocalDate day, ProxyTrust dayTrust) {
        if (former == 0) trust = dayTrust;
        former++;
        if (first == null || day.isBefore(first)) first = day;
        if (last == null || day.isAfter(last)) last = day;
    }

    Optional<String> ident() {
        return unusedIdents == 0
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%,d routed %s an address or a host's name in the place of ident that is not the client. If the "
                                + "client is a proxy, name it in ingest.trusted-proxies; if the field is another, give the "
                                + "server's own string as the format nginx:… or apache:…",
                        unusedIdents,
                        unusedIdents == 1 ? "request has" : "requests have"));
    }

    Optional<String> former() {
        return former == 0
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%,d routed %s by the ingest.trusted-proxies with which the first lines of %s were read (%s), so "
                                + "that no line counts twice; the present value holds for days without such lines. "
                                + "'Change the proxies' in docs/formats.md says how to start over",
                        former,
                        former == 1 ? "request is read" : "requests are read",
                        days(),
                        trust));
    }

    private String days() {
        return Objects.equals(first, last) ? String.valueOf(first) : first + " to " + last;
    }

    Stream<String> all() {
        return Stream.of(ident(), former()).flatMap(Optional::stream);
    }
}
