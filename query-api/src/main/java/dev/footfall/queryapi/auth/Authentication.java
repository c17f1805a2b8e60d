package dev.footfall.queryapi.auth;

/** The result of checking a request's {@code Authorization}. A caller that is not recognised is anonymous. */
public sealed interface Authentication {
    default Caller caller() {
        return Caller.ANONYMOUS;
    }

    record Absent() implements Authentication {}

    record Authenticated(Caller caller) implements Authentication {}

    record Refused(RefusalReason reason) implements Authentication {}
}
