package dev.footfall.logs.client;

/**
 * The client of a request, and what vouches for it.
 *
 * @param address as logged; "" if the line names none
 * @param nearest of a list with several addresses the right-most: the proxy that wrote the last one, if all are honest; else ""
 */
public record ChosenClient(String address, Voucher voucher, String nearest) {
    /** The source of the address. */
    public enum Voucher {
        /** It is the connection's own, and the line has no list, or the connection is no proxy's. */
        CONNECTION,
        /** A proxy's list, which has no readable address. */
        UNREADABLE_LIST,
        /** A list, where proxies are named: all addresses right of it are those of named ones. */
        NAMED_PROXY,
        /** A list, where no proxies are named: whatever the client has sent. */
        NOBODY
    }

    public boolean isFromList() {
        return voucher == Voucher.NAMED_PROXY || voucher == Voucher.NOBODY;
    }
}
