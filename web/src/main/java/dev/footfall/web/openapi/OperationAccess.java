package dev.footfall.web.openapi;

public enum OperationAccess {
    OPEN,
    OPTIONAL,
    USER
}
