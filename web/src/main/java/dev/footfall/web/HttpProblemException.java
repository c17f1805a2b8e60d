package dev.footfall.web;

/** The end of a request before its answer was made: the reply says why. */
public class HttpProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    public HttpProblemException(Reply reply) {
        super(null, null, false, false); // an answer, not a fault: nobody reads its stack
        this.reply = reply;
    }

    public Reply reply() {
        return reply;
    }
}
