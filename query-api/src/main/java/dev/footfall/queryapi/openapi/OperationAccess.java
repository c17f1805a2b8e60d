package dev.footfall.queryapi.openapi;

public enum OperationAccess {
    OPEN,
    OPTIONAL,
    USER
}
