package dev.footfall.queryapi.peers.http;

import dev.footfall.queryapi.peers.PeerProtocol;
import dev.footfall.queryapi.peers.PeerSecret;
import dev.footfall.queryapi.peers.PeerStamp;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Refuses by its head a request that is no question of a peer, before any of its body is waited for. */
final class SignedHeads extends Handler.Wrapper {
    private static final Pattern OTHER_VERSION = Pattern.compile("/peers/(v\\d{1,6})/ask");

    private final PeerSecret secret;
    private final Nonces nonces;

    SignedHeads(PeerSecret secret, Nonces nonces) {
        this.secret = secret;
        this.nonces = nonces;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        boolean isAsked = request.getMethod().equals("POST")
                && PeerProtocol.PATH.equals(request.getHttpURI().getPath());
        if (!isAsked) {
            response.getHeaders().put(PeerProtocol.SPOKEN, PeerProtocol.VERSION);
            return refuse(response, callback, 404, notAsked(request.getHttpURI().getPath()));
        }
        Optional<PeerStamp> stamp = Optional.ofNullable(request.getHeaders().get(PeerProtocol.STAMP))
                .flatMap(PeerStamp::parse)
                .filter(given -> secret.hasSigned(given, request.getHeaders().get(PeerProtocol.SIGNATURE)));
        if (stamp.isEmpty()) {
            return refuse(response, callback, 401, "The question is not signed with the peers.secret of this node.");
        }
        if (!nonces.admit(stamp.get())) {
            return refuse(
                    response,
                    callback,
                    401,
                    "The question is a replay, or the asking node's clock differs from " + "this one's.");
        }
        request.setAttribute(PeerProtocol.STAMP, stamp.get());
        return super.handle(request, response, callback);
    }

    private static String notAsked(String path) {
        Matcher other = OTHER_VERSION.matcher(path);
        return other.matches() && !other.group(1).equals(PeerProtocol.VERSION)
                ? "This node speaks " + PeerProtocol.VERSION + " of the peers' protocol, but was asked in "
                        + other.group(1) + "."
                : "Peers must use POST " + PeerProtocol.PATH + ".";
    }

    private static boolean refuse(Response response, Callback callback, int status, String sentence) {
        byte[] body = (sentence + "\n").getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONNECTION, "close"); // what was sent along is not read
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }
}
