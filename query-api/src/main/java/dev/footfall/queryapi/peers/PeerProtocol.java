package dev.footfall.queryapi.peers;

import dev.footfall.web.BufferedBodies;

/**
 * The agreement of both ends of the peers' wire: {@code POST} of a signed question, and back one signed answer or {@linkplain SignedOutput signed pieces} of one. A
 * node of another version has another path, so that both refuse clearly.
 */
public final class PeerProtocol {
    /** Raised whenever a node of the release before could misread a question or an answer. */
    public static final String VERSION = "v7";

    public static final String PATH = "/peers/" + VERSION + "/ask";

    /** The header of a refusal to speak another version: this node's own. */
    public static final String SPOKEN = "X-Footfall-Peers";

    public static final String STAMP = "X-Footfall-Stamp";

    public static final String SIGNATURE = "X-Footfall-Signature";

    public static final String CONTENT_TYPE = "application/vnd.footfall.peers";

    /** The longest question: 200 repositories and the caller's organisations need a fifth of it. */
    public static final int MAX_QUESTION_BYTES = BufferedBodies.MAX_BYTES;

    static final int MAX_ANSWER_BYTES = 64 << 20;

    private PeerProtocol() {}
}
