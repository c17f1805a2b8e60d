package dev.footfall.logs.accesslog;

import dev.footfall.ingest.redaction.Redaction;
import dev.footfall.logs.client.AddressList;
import dev.footfall.logs.client.ChosenClient;
import dev.footfall.logs.client.ChosenClient.Voucher;
import dev.footfall.logs.client.ClientChooser;
import dev.footfall.logs.client.ProxyTrust;
import dev.footfall.logs.logformat.LoggedRequest;
import dev.footfall.logs.logformat.ParsedLine;
import dev.footfall.logs.logformat.ParsedLine.Unreadable;
import java.util.regex.Pattern;

/**
 * Gives each request its client: that of its connection, or one of a list in the line, wherever it stands ({@link ProxyTrust}). A
 * host's name in the place of identd's answer may be the client, or the host that was asked: where the connection is a
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

    private final ClientChooser chooser;
    private ChosenClient last = BY_CONNECTION;

    RequestClients(ProxyTrust trust) {
        this.chooser = new ClientChooser(trust);
    }

    /** A request with its client, or the reason for which nobody knows it; any other line as it is. */
    ParsedLine read(ParsedLine line) {
        last = BY_CONNECTION;
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
            boolean isHidden = !ident.isEmpty() && HOST.matcher(ident).matches() && chooser.isProxy(access.client());
            return isHidden && !access.isAuthenticated() ? NAMED_IDENT : access;
        }
        last = chooser.choose(access.client(), list);
        return access.of(last.address(), user);
    }

    /** The choice of the last request's client; the address is "" where the line has no list. */
    ChosenClient last() {
        return last;
    }
}
