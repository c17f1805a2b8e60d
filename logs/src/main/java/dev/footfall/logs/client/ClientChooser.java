package dev.footfall.logs.client;

import dev.footfall.logs.client.ChosenClient.Voucher;
import java.util.HashMap;
import java.util.Map;

/** Chooses the clients of a log's requests by {@link ProxyTrust}; the most recent ones are remembered. Used by one thread. */
public final class ClientChooser {
    private static final int REMEMBERED = 4_096;
    private static final int LONGEST_REMEMBERED = 256;

    private final ProxyTrust trust;
    private final Map<String, Boolean> proxies = new HashMap<>();
    private final Map<String, ChosenClient> lists = new HashMap<>();

    public ClientChooser(ProxyTrust trust) {
        this.trust = trust;
    }

    /** {@code connection} may be a list itself, where a log has nothing else; {@code list} is not empty, or that is one. */
    public ChosenClient choose(String connection, String list) {
        boolean isListItself = connection.indexOf(',') >= 0;
        if (isListItself) return ofList("", connection);
        return isProxy(connection) ? ofList(connection, list) : new ChosenClient(connection, Voucher.CONNECTION, "");
    }

    public boolean isProxy(String connection) {
        Boolean known = proxies.get(connection);
        if (known != null) return known;
        boolean isProxy = trust.isProxy(connection);
        if (proxies.size() == REMEMBERED) proxies.clear();
        if (connection.length() <= LONGEST_REMEMBERED) proxies.put(connection, isProxy);
        return isProxy;
    }

    private ChosenClient ofList(String connection, String list) {
        ChosenClient known = lists.get(list);
        if (known != null) return known;
        ChosenClient chosen = trust.ofList(connection, list);
        if (!chosen.isFromList() || list.length() > LONGEST_REMEMBERED) return chosen; // it depends on the connection
        if (lists.size() == REMEMBERED) lists.clear();
        lists.put(list, chosen);
        return chosen;
    }
}
