package dev.footfall.logs.accesslog;

import dev.footfall.logs.client.ProxyTrust;

/** The rules that find the repository and the client of a line. */
public record LogRules(Routes routes, ProxyTrust proxies) {}
