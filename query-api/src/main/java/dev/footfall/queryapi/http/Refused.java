package dev.footfall.queryapi.http;

/** A request that ends with this reply, wherever in its route that was found out. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    Refused(Reply reply) {
        super(null, null, false, false); // an answer, not a fault: nobody reads its stack
        this.reply = reply;
    }

    Reply reply() {
        return reply;
    }
}
