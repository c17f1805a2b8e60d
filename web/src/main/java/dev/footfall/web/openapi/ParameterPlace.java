package dev.footfall.web.openapi;

public enum ParameterPlace {
    PATH,
    QUERY,
    REQUIRED_QUERY
}
