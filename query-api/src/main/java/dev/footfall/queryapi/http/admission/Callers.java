package dev.footfall.queryapi.http.admission;

import dev.footfall.queryapi.auth.AuthConfig;
import dev.footfall.queryapi.auth.Authentication;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.auth.TokenVerifier;
import dev.footfall.web.Permits;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.eclipse.jetty.server.Request;

/**
 * The callers of requests, and the limit of their rate. Their addresses are kept in memory, as counted, and nowhere
 * else.
 */
public final class Callers {
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final TokenVerifier tokens;
    private final RateLimit limit;
    private final TrustedProxies proxies;
    private final MeterRegistry metrics;
    private final Counter refused;

    Callers(TokenVerifier tokens, RateLimit limit, TrustedProxies proxies, MeterRegistry metrics) {
        this.tokens = tokens;
        this.limit = limit;
        this.proxies = proxies;
        this.metrics = metrics;
        this.refused = Counter.builder("footfall.query.limited")
                .description("Requests over their caller's rate limit (429)")
                .register(metrics);
    }

    public static Callers of(CallerRules rules, MeterRegistry metrics, Clock clock) {
        var limit = new RateLimit(rules.requestsPerMinute(), System::nanoTime);
        return new Callers(TokenVerifier.of(rules.auth(), clock), limit, rules.proxies(), metrics);
    }

    public Authentication authenticate(HttpServletRequest request) {
        Authentication authentication = tokens.authenticate(Collections.list(request.getHeaders("Authorization")));
        if (!(authentication instanceof Authentication.Absent)) {
            Counter.builder("footfall.query.tokens")
                    .description("Requests with an Authorization header, by validity")
                    .tag("outcome", authentication.label())
                    .register(metrics)
                    .increment();
        }
        return authentication;
    }

    /** Takes one request of a caller: zero when they have one left, else how long until they have. */
    public Duration limit(HttpServletRequest request, Authentication authentication) {
        if (!limit.isOn()) return Duration.ZERO;
        Duration wait = limit.take(share(request, authentication));
        if (!wait.isZero()) refused.increment();
        return wait;
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
        return TrustedProxies.IpAddress.parse(address)
                .map(peer -> TrustedProxies.IpAddress.network(proxies.client(peer, forwardedFor)))
                .map(HexFormat.of()::formatHex)
                .orElse("unknown");
    }

    public record Sender(Caller caller, String share) {}

    /** {@code requestsPerMinute} is the rate of one caller, 0 for any number. */
    public record CallerRules(AuthConfig auth, int requestsPerMinute, TrustedProxies proxies) {
        public static final CallerRules NONE = new CallerRules(AuthConfig.NONE, 0, TrustedProxies.NONE);

        public CallerRules {
            if (requestsPerMinute < 0) {
                throw new IllegalArgumentException("query.rate-limit is " + requestsPerMinute
                        + ", allowed: requests per minute, 0 for any number");
            }
        }
    }
}
