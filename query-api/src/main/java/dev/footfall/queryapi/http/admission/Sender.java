package dev.footfall.queryapi.http.admission;

import dev.footfall.queryapi.auth.Caller;

/**
 * The sender of a request.
 *
 * @param caller the caller, by a token or anonymous
 * @param share whose share of the server the request takes: the user of a valid token, else the client's network
 */
public record Sender(Caller caller, String share) {}
