package dev.footfall.logs.accesslog;

import dev.footfall.ingest.redaction.Redaction;
import dev.footfall.logs.client.AddressList;
import dev.footfall.logs.client.ChosenClient;
import dev.footfall.logs.client.ChosenClient.Voucher;
import dev.footfall.logs.client.ClientChooser;
import dev.footfall.logs.client.DayTrust;
import dev.footfall.logs.client.ProxyTrust;
import dev.footfall.logs.logformat.LoggedRequest;
import dev.footfall.logs.logformat.ParsedLine;
import dev.footfall.logs.logformat.ParsedLine.Unreadable;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Gives each request its client: that of its connection, or one of a list in the line, wherever it stands ({@link ProxyTrust}), by
 * the trust of the line's day ({@link DayTrust}). A host's name in the place of identd's answer may be the client, or the host that was asked: where the connection is a
 * proxy's, it decides, and the line is not understood. Used by one thread.
 */
final class RequestClients {
    static final Unreadable NAMED_IDENT = new Unreadable(
            "ip",
            "must be known: the connection is a proxy's, and a host's name follows it in the place of identd's answer; "
                    + "give the server's own string, as nginx:… or apache:…");

    private static final Pattern HOST =
            Pattern.compile("localhost|(?i:[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*\\.[a-z]{2,}\\.?)(?::\\d{1,5})?");
    private static final ChosenClient BY_CONNECTION = new ChosenClient("", Voucher.CONNECTION, "");
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    private final DayTrust trust;
    private final String source;
    private final Map<ProxyTrust, ClientChooser> choosers = new HashMap<>();
    private ChosenClient last = BY_CONNECTION;
    private boolean isByTrust;
    private boolean hasUnusedIdent;
    private LocalDate day = LocalDate.MIN;
    private long dayEndMillis = Long.MIN_VALUE;
    private ProxyTrust dayTrust;
    private ClientChooser chooser;
    private boolean isHeld;

    RequestClients(DayTrust trust, String source) {
        this.trust = trust;
        this.source = source;
        this.dayTrust = trust.present();
        this.chooser = choosers.computeIfAbsent(dayTrust, ClientChooser::new);
    }

    /** A request with its client, or the reason for which nobody knows it; any other line as it is. */
    ParsedLine read(ParsedLine line) {
        last = BY_CONNECTION;
        isByTrust = false;
        hasUnusedIdent = false;
        return line instanceof LoggedRequest access ? read(access) : line;
    }

    private ParsedLine read(LoggedRequest access) {
        boolean hasTrail = !access.trail().isEmpty() || access.client().indexOf(',') >= 0;
        boolean isListUser = Redaction.mayHoldAddress(access.user()) && AddressList.isOne(access.user());
        if (!hasTrail && !isListUser) return access;
        String user = isListUser ? "" : access.user();
        String list = access.trail().list();
        String ident = access.trail().ident();
        if (list.isEmpty() && AddressList.isOne(ident)) list = ident;
        if (list.isEmpty() && isListUser) list = access.user();
        if (list.isEmpty() && access.client().indexOf(',') < 0) {
            hasUnusedIdent = HOST.matcher(ident).matches();
            boolean isHidden = hasUnusedIdent && !access.isAuthenticated();
            return isHidden && chooser(access).isProxy(access.client()) ? NAMED_IDENT : access;
        }
        last = chooser(access).choose(access.client(), list);
        isByTrust = true;
        boolean isIdentUsed = last.isFromList() && list.equals(ident);
        hasUnusedIdent =
                !isIdentUsed && (AddressList.isOne(ident) || HOST.matcher(ident).matches());
        return access.of(last.address(), user);
    }

    private ClientChooser chooser(LoggedRequest access) {
        long time = access.timeMillis();
        boolean isOfDay = time < dayEndMillis && time >= dayEndMillis - DAY_MILLIS;
        if (!isOfDay) {
            day = LocalDate.ofEpochDay(Math.floorDiv(time, DAY_MILLIS));
            dayEndMillis = (day.toEpochDay() + 1) * DAY_MILLIS;
            trust(trust.known(source, day));
            isHeld = false;
        }
        return chooser;
    }

    private void trust(ProxyTrust now) {
        dayTrust = now;
        chooser = choosers.computeIfAbsent(now, ClientChooser::new);
    }

    /**
     * Makes the trust that chose the last request's client durable, before the request is published. False if it is another one, which
     * an ingest has published by meanwhile: the line is to be read again.
     */
    boolean hold() {
        if (isHeld || !isByTrust) return true;
        ProxyTrust held = trust.hold(source, day);
        boolean isSame = held.equals(dayTrust);
        trust(held);
        isHeld = true;
        return isSame;
    }

    /** Notes about the last request's client. */
    void addTo(ClientNotes notes) {
        if (hasUnusedIdent) notes.addUnusedIdent();
        boolean isFormer = isByTrust && !dayTrust.equals(trust.present());
        if (isFormer) notes.addFormer(day, dayTrust);
    }

    /** True if the place of ident has an address or a host's name that is not the client. */
    boolean hasUnusedIdent() {
        return hasUnusedIdent;
    }

    /** The choice of the last request's client; the address is "" where the line has no list. */
    ChosenClient last() {
        return last;
    }
}
