package dev.footfall.queryapi.auth;

public enum Sight {
    HIDDEN,
    PRIVATE,
    PUBLIC
}
