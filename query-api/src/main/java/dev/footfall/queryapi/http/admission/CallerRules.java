package dev.footfall.queryapi.http.admission;

import dev.footfall.queryapi.auth.AuthConfig;

/**
 * The rules by which callers are told apart, and the rate at which each may ask.
 *
 * @param auth by what tokens they are known
 * @param requestsPerMinute the rate of one caller; 0 for any number ({@code query.rate-limit})
 * @param proxies whose word about their clients' addresses is taken ({@code query.trusted-proxies})
 */
public record CallerRules(AuthConfig auth, int requestsPerMinute, TrustedProxies proxies) {
    /** Everybody is anonymous and asks as often as they like. */
    public static final CallerRules NONE = new CallerRules(AuthConfig.NONE, 0, TrustedProxies.NONE);

    public CallerRules {
        if (requestsPerMinute < 0) {
            throw new IllegalArgumentException(
                    "query.rate-limit is " + requestsPerMinute + ", allowed: requests per minute, 0 for any number");
        }
    }
}
