package dev.footfall.logs.accesslog;

import dev.footfall.logs.client.ProxyTrust;

/** What decides which repository and which client a line is of. */
public record LogRules(Routes routes, ProxyTrust proxies) {}
