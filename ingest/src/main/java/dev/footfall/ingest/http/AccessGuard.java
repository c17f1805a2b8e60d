package dev.footfall.ingest.http;

import dev.footfall.web.Reply;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The check of every caller. Without keys only this machine may call, and a web page on this machine must not be able to
 * in its name: a Host header that is not a loopback one is refused, because a name that an attacker rebinds to 127.0.0.1
 * is still that name, and an Origin, which browsers send with each POST to elsewhere. A request without a Host is of no
 * browser: HTTP/1.0, as of a load balancer's check. No route ever answers CORS.
 */
public final class AccessGuard {
    private static final String SCHEME = "bearer ";

    private final List<byte[]> keys;

    AccessGuard(List<String> keys) {
        this.keys =
                keys.stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toList();
    }

    int publishers() {
        return Math.max(1, keys.size());
    }

    void guard(RoutesConfig routes) {
        if (keys.isEmpty()) routes.before(AccessGuard::refuseOthers);
    }

    private static void refuseOthers(Context context) {
        HttpServletRequest request = context.req();
        if (isThisMachine(request.getHeader("Host")) && request.getHeader("Origin") == null) return;
        String detail =
                "Without ingest.api-keys, the Host header must name a loopback address, and there must be no Origin "
                        + "header.";
        Replies.send(Replies.problem(403, "HostNotAllowed", detail), context);
        context.skipRemainingHandlers();
    }

    private static boolean isThisMachine(@Nullable String host) {
        return host == null || IngestConfig.isLoopbackAuthority(host);
    }

    boolean mayPublish(Context context) {
        return publisher(context.req().getHeader("Authorization")).isPresent();
    }

    public Handler forPublishers(PublisherRoute route) {
        String refusal = "Authorization must be Bearer followed by one of the ingest.api-keys.";
        return guarded(context -> publisher(context.req().getHeader("Authorization")), refusal, route);
    }

    /** The same for servers that send their key in a way of their own, such as a password or a parameter. */
    public Handler forProducers(PublisherRoute route) {
        return guarded(this::producer, "The request has none of the ingest.api-keys.", route);
    }

    private static Handler guarded(Function<Context, OptionalInt> check, String detail, PublisherRoute route) {
        return context -> {
            OptionalInt publisher = check.apply(context);
            if (publisher.isPresent()) {
                route.handle(context, publisher.getAsInt());
                return;
            }
            Reply refusal = Replies.problem(401, "Unauthorized", detail)
                    .with("WWW-Authenticate", "Bearer realm=\"footfall ingest\"");
            Replies.send(refusal, context);
        };
    }

    /** The index of the key; empty if refused. */
    private OptionalInt publisher(@Nullable String authorization) {
        if (keys.isEmpty()) return OptionalInt.of(0);
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return OptionalInt.empty();
        }
        return publisherOf(List.of(authorization.substring(SCHEME.length()).strip()));
    }

    /** After any scheme, as basic password, in a header of its own, or as parameter. */
    private OptionalInt producer(Context context) {
        String authorization = Objects.requireNonNullElse(context.req().getHeader("Authorization"), "");
        String credentials = authorization.strip().replaceFirst("^\\S+ +", "");
        String own = context.req().getHeader("X-Amz-Firehose-Access-Key");
        return publisherOf(Arrays.asList(credentials, password(credentials), own, context.queryParam("token")));
    }

    /** Comparing takes the same time wherever a wrong key differs. */
    private OptionalInt publisherOf(List<@Nullable String> offered) {
        OptionalInt publisher = keys.isEmpty() ? OptionalInt.of(0) : OptionalInt.empty();
        for (String secret : offered) {
            byte[] bytes = secret == null ? new byte[0] : secret.getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < keys.size(); i++) {
                if (MessageDigest.isEqual(bytes, keys.get(i))) publisher = OptionalInt.of(i);
            }
        }
        return publisher;
    }

    private static String password(String credentials) {
        try {
            String pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            return pair.substring(pair.indexOf(':') + 1);
        } catch (IllegalArgumentException e) { // they are not basic
            return "";
        }
    }
}
