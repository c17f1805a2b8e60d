package dev.footfall.queryapi.auth;

import java.util.Locale;

public enum RefusalReason {
    HEADER("the request must have exactly one Authorization header, with a bearer token of at most 8 KiB"),
    FORM("it is not a signed JSON web token"),
    UNCONFIGURED("this server has no key for tokens"),
    ALGORITHM("it is signed with an algorithm other than the configured one"),
    CRITICAL("it needs an extension that is not understood"),
    TYPE("it is a token of another kind"),
    KEY("there is no such key"),
    SIGNATURE("its signature is wrong"),
    CLAIMS("its claims are invalid"),
    EXPIRED("it has expired"),
    EARLY("it is not valid yet"),
    ISSUER("it is from another issuer"),
    AUDIENCE("it is meant for another audience");

    private final String sentence;

    RefusalReason(String sentence) {
        this.sentence = sentence;
    }

    /** The sentence for the caller; says nothing of a right token. */
    public String sentence() {
        return sentence;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
