package dev.footfall.queryapi.http;

import dev.footfall.queryapi.auth.AuthConfig;

/** {@code requestsPerMinute} is the rate of one caller, 0 for any number. */
public record CallerRules(AuthConfig auth, int requestsPerMinute, TrustedProxies proxies) {
    public CallerRules {
        if (requestsPerMinute < 0) {
            throw new IllegalArgumentException(
                    "query.rate-limit is " + requestsPerMinute + ", allowed: requests per minute, 0 for any number");
        }
    }
}
