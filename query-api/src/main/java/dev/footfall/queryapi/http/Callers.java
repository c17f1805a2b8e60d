package dev.footfall.queryapi.http;

import dev.footfall.queryapi.auth.Authentication;
import dev.footfall.queryapi.auth.TokenVerifier;
import dev.footfall.web.PercentEncoder;
import dev.footfall.web.Permits;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.eclipse.jetty.server.Request;

/**
 * The callers of requests, and the limit of their rate. Their addresses are kept in memory, as counted, and nowhere
 * else.
 */
public final class Callers {
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    static final String FORWARDED_SCHEME = "X-Forwarded-Proto";

    private final TokenVerifier tokens;
    private final RateLimit limit;
    private final TrustedProxies proxies;
    private final MeterRegistry metrics;
    private final Counter refused;

    public Callers(CallerRules rules, MeterRegistry metrics, Clock clock) {
        this.tokens = TokenVerifier.of(rules.auth(), clock);
        this.limit = new RateLimit(rules.requestsPerMinute(), System::nanoTime);
        this.proxies = rules.proxies();
        this.metrics = metrics;
        this.refused = Counter.builder("footfall.query.limited")
                .description("Requests over their caller's rate limit (429)")
                .register(metrics);
    }

    public Authentication authenticate(HttpServletRequest request) {
        Authentication authentication = tokens.authenticate(Collections.list(request.getHeaders("Authorization")));
        if (!(authentication instanceof Authentication.Absent)) {
            String outcome = authentication instanceof Authentication.Refused no
                    ? no.reason().label()
                    : "valid";
            Counter.builder("footfall.query.tokens")
                    .description("Requests with an Authorization header, by validity")
                    .tag("outcome", outcome)
                    .register(metrics)
                    .increment();
        }
        return authentication;
    }

    /** Takes one request of a caller; empty where requests are not limited. */
    Optional<RateLimit.Allowance> limit(HttpServletRequest request, Authentication authentication) {
        if (!limit.isOn()) return Optional.empty();
        RateLimit.Allowance allowance = limit.take(share(request, authentication));
        if (!allowance.delay().isZero()) refused.increment();
        return Optional.of(allowance);
    }

    public String share(HttpServletRequest request, Authentication authentication) {
        return authentication.caller().user().map(user -> "user " + user).orElseGet(() -> network(request));
    }

    /** Concurrency permits, limited per caller; unlimited with {@code query.rate-limit=0}. */
    public Permits permits(String what, int most, int mostOfOne) {
        return new Permits(what, most, limit.isOn() ? mostOfOne : most, metrics);
    }

    /** The same of permits that are taken for long: some are left for others. */
    public Permits longPermits(String what, int most, int mostOfOne) {
        return limit.isOn()
                ? Permits.leavingSome(what, most, mostOfOne, metrics)
                : new Permits(what, most, most, metrics);
    }

    public String network(Request request) {
        return network(Request.getRemoteAddr(request), request.getHeaders().getValuesList(FORWARDED_FOR));
    }

    private String network(HttpServletRequest request) {
        return network(request.getRemoteAddr(), Collections.list(request.getHeaders(FORWARDED_FOR)));
    }

    private String network(String address, List<String> forwardedFor) {
        return TrustedProxies.address(address)
                .map(peer -> TrustedProxies.network(proxies.client(peer, forwardedFor)))
                .map(HexFormat.of()::formatHex)
                .orElse("unknown");
    }

    /**
     * Scheme, host and port as the client has them; empty where it named no host. That it came by https is believed of trusted
     * proxies alone.
     */
    String origin(HttpServletRequest request) {
        String host = request.getHeader("Host");
        if (host == null || host.isEmpty()) return "";
        boolean isSecure = "https".equals(request.getHeader(FORWARDED_SCHEME))
                && TrustedProxies.address(request.getRemoteAddr())
                        .filter(proxies::isTrusted)
                        .isPresent();
        return (isSecure ? "https" : request.getScheme()) + "://" + PercentEncoder.url(host);
    }

    /**
     * The rate limit of each caller: a bucket of as many requests as a minute allows, filled evenly. Remembers the callers
     * that asked last, up to a number; who is forgotten begins with a full bucket.
     */
    static final class RateLimit {
        static final int MAX_CALLERS = 100_000;

        private static final long NANOS_PER_MINUTE = Duration.ofMinutes(1).toNanos();

        private final int requestsPerMinute;
        private final LongSupplier nanoClock;
        private final int maxCallers;

        /** The time at which each bucket is full again; those that asked last come last. */
        private final Map<String, Long> fullNanos = new LinkedHashMap<>(16, 0.75f, true);

        RateLimit(int requestsPerMinute, LongSupplier nanoClock) {
            this(requestsPerMinute, nanoClock, MAX_CALLERS);
        }

        RateLimit(int requestsPerMinute, LongSupplier nanoClock, int maxCallers) {
            this.requestsPerMinute = requestsPerMinute;
            this.nanoClock = nanoClock;
            this.maxCallers = maxCallers;
        }

        boolean isOn() {
            return requestsPerMinute > 0;
        }

        /**
         * A caller's requests left after one.
         *
         * @param delay zero if the request is allowed, else how long until one is
         * @param full until the bucket is full again
         */
        record Allowance(int limit, long remaining, Duration delay, Duration full) {
            /** As in the drafts of RateLimit header fields for HTTP, up to the seventh, which clients read. */
            Map<String, String> headers() {
                return Map.of(
                        "RateLimit-Limit", Integer.toString(limit),
                        "RateLimit-Remaining", Long.toString(remaining),
                        "RateLimit-Reset", Long.toString(full.plusMillis(999).toSeconds()));
            }
        }

        Allowance take(String caller) {
            long now = nanoClock.getAsLong();
            synchronized (fullNanos) {
                long filling = Math.max(0, fullNanos.getOrDefault(caller, now) - now);
                long each = NANOS_PER_MINUTE / requestsPerMinute;
                long after = filling + each;
                if (after > NANOS_PER_MINUTE) return allowance(0, after - NANOS_PER_MINUTE, filling);
                fullNanos.put(caller, now + after);
                if (fullNanos.size() > maxCallers)
                    fullNanos.remove(fullNanos.keySet().iterator().next());
                return allowance((NANOS_PER_MINUTE - after) / each, 0, after);
            }
        }

        private Allowance allowance(long remaining, long waitNanos, long fullNanos) {
            return new Allowance(
                    requestsPerMinute, remaining, Duration.ofNanos(waitNanos), Duration.ofNanos(fullNanos));
        }
    }
}
