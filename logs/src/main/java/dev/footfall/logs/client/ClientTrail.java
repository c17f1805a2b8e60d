package dev.footfall.logs.client;

/**
 * The words of a line about a request's client, apart from the address of its connection.
 *
 * @param list the addresses that proxies have listed ({@code X-Forwarded-For} and its like), as logged; "" if there are none
 * @param ident the answer of identd (RFC 1413), where the line has one, as logged; "" or "-" if there is none
 */
public record ClientTrail(String list, String ident) {
    public static final ClientTrail NONE = new ClientTrail("", "");

    public boolean isEmpty() {
        return list.isEmpty() && ident.isEmpty();
    }

    public static ClientTrail of(String list, String ident) {
        boolean hasIdent = !ident.isEmpty() && !ident.equals("-");
        return list.isEmpty() && !hasIdent ? NONE : new ClientTrail(list, hasIdent ? ident : "");
    }
}
