package dev.footfall.queryapi.http;

import dev.footfall.queryapi.auth.Caller;

public record Sender(Caller caller, String share) {}
