package dev.footfall.queryapi.openapi;

public enum ParameterPlace {
    PATH,
    QUERY,
    REQUIRED_QUERY
}
