package dev.footfall.logs.accesslog;

import dev.footfall.logs.accesslog.ClientSummary.NearestProxy;
import dev.footfall.logs.client.ChosenClient;
import dev.footfall.logs.client.ChosenClient.Voucher;
import dev.footfall.logs.logformat.LoggedRequest;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The clients of a log that is only looked at. Used by one thread. */
final class ClientFindings {
    private static final int MOST_NEAREST = 10_000;
    private static final int SHOWN_NEAREST = 5;

    private final Set<String> clients = new HashSet<>();
    private final Map<Voucher, Long> byVoucher = new EnumMap<>(Voucher.class);
    private final Map<String, Long> nearest = new HashMap<>();
    private final ClientShares shares = new ClientShares();
    private long unusedIdents;

    void add(LoggedRequest access, ChosenClient chosen, boolean isRouted) {
        if (clients.size() < ClientSummary.MOST_CLIENTS) clients.add(access.client());
        byVoucher.merge(chosen.voucher(), 1L, Long::sum);
        boolean isKept = nearest.size() < MOST_NEAREST || nearest.containsKey(chosen.nearest());
        if (!chosen.nearest().isEmpty() && isKept) nearest.merge(chosen.nearest(), 1L, Long::sum);
        if (isRouted) shares.add(access, chosen);
    }

    /** Of the request that was added last. */
    void addUnusedIdent() {
        unusedIdents++;
    }

    ClientSummary summary() {
        List<NearestProxy> most = nearest.entrySet().stream()
                .map(entry -> new NearestProxy(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(NearestProxy::lines).reversed().thenComparing(NearestProxy::address))
                .limit(SHOWN_NEAREST)
                .toList();
        return new ClientSummary(
                clients.size(),
                number(Voucher.NAMED_PROXY),
                number(Voucher.NOBODY),
                number(Voucher.UNREADABLE_LIST),
                unusedIdents,
                most,
                shares.warning());
    }

    private long number(Voucher voucher) {
        return byVoucher.getOrDefault(voucher, 0L);
    }
}
