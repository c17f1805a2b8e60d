package dev.footfall.logs.accesslog;

import dev.footfall.logs.client.ChosenClient;
import dev.footfall.logs.client.ChosenClient.Voucher;
import dev.footfall.logs.client.ProxyTrust;
import dev.footfall.logs.logformat.LoggedRequest;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The routed requests of a log by client, to tell one that makes most of them: a proxy, for example, whose own clients the log
 * does not tell apart. Requests of users are nobody's share, since users have names. Of many clients the frequent ones are kept
 * (Misra and Gries, 1982): a count is too low by less than one in a hundred requests. Used by one thread.
 */
public final class ClientShares {
    /** Fewer routed requests say nothing about a log. */
    static final int TELLING_REQUESTS = 100;

    private static final int MOST_CLIENTS = 128;

    private final Map<String, RequestShare> shares = new HashMap<>();
    private String lastClient = "";
    private RequestShare last = new RequestShare();
    private long routed;
    private boolean isOver;

    /** The requests of one client, and how the client of the last one was chosen. */
    private static final class RequestShare {
        private long requests;
        private long listed;
        private Voucher voucher = Voucher.CONNECTION;
    }

    void add(LoggedRequest access, ChosenClient chosen) {
        if (isOver) return;
        routed++;
        if (access.isAuthenticated()) return;
        if (!access.client().equals(lastClient)) {
            if (shares.size() == MOST_CLIENTS && !shares.containsKey(access.client())) dropRare();
            lastClient = access.client();
            last = shares.computeIfAbsent(lastClient, any -> new RequestShare());
        }
        last.requests++;
        boolean isListed =
                chosen.voucher() != Voucher.CONNECTION || !chosen.address().isEmpty();
        if (isListed) last.listed++;
        if (isListed) last.voucher = chosen.voucher();
    }

    private void dropRare() {
        for (Iterator<RequestShare> all = shares.values().iterator(); all.hasNext(); ) {
            RequestShare share = all.next();
            share.requests--;
            if (share.requests <= 0) all.remove();
        }
    }

    /** Counts no more. */
    void end() {
        isOver = true;
        shares.clear();
    }

    boolean isOver() {
        return isOver;
    }

    void addAll(ClientShares others) {
        if (isOver) return;
        routed += others.routed;
        others.shares.forEach((client, share) -> {
            if (shares.size() == MOST_CLIENTS && !shares.containsKey(client)) dropRare();
            RequestShare mine = shares.computeIfAbsent(client, any -> new RequestShare());
            mine.requests += share.requests;
            mine.listed += share.listed;
            mine.voucher = share.voucher;
        });
    }

    /** A sentence, without an address, if one client made more than half of more than a hundred routed requests. */
    public Optional<String> warning() {
        if (routed <= TELLING_REQUESTS) return Optional.empty();
        return shares.entrySet().stream()
                .filter(share -> share.getValue().requests * 2 > routed)
                .findFirst()
                .map(share -> warning(share.getKey(), share.getValue()));
    }

    private String warning(String client, RequestShare share) {
        return String.format(
                Locale.ROOT,
                "one client, %s, made %,d of %,d routed requests, so all its visitors count as one. %s",
                ShownLine.kindOf(client),
                share.requests,
                routed,
                advice(client, share));
    }

    private static String advice(String client, RequestShare share) {
        if (share.listed * 2 <= share.requests || share.voucher == Voucher.UNREADABLE_LIST) {
            return ProxyTrust.isPublic(client)
                    ? "If it is a proxy, have the server log X-Forwarded-For ($http_x_forwarded_for, %{X-Forwarded-For}i), and "
                            + "name the proxy in ingest.trusted-proxies"
                    : "The lines have no list of clients that can be read: have the server log X-Forwarded-For "
                            + "($http_x_forwarded_for, %{X-Forwarded-For}i), or give its string as --format nginx:… or apache:…";
        }
        return share.voucher == Voucher.CONNECTION
                ? "Its lines have lists of clients: if it is a proxy, name it in ingest.trusted-proxies"
                : "It is taken from lists of clients: if it is a proxy, name it and the other proxies in "
                        + "ingest.trusted-proxies";
    }
}
