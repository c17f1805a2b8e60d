package dev.footfall.queryapi.auth;

import java.util.Locale;

/** The result of checking a request's {@code Authorization}. A caller that is not recognised is anonymous. */
public sealed interface Authentication {
    default Caller caller() {
        return Caller.ANONYMOUS;
    }

    record Absent() implements Authentication {}

    record Valid(Caller caller) implements Authentication {}

    record Refused(Reason reason) implements Authentication {}

    enum Reason {
        HEADER("there is not one Authorization header with a bearer token of at most 8 KiB"),
        FORM("it is no signed JSON web token"),
        UNCONFIGURED("this server has no key for tokens"),
        ALGORITHM("it is signed with another algorithm than the configured one"),
        CRITICAL("it needs an extension that is not understood"),
        TYPE("it is a token of another kind"),
        KEY("there is no such key"),
        SIGNATURE("its signature is wrong"),
        CLAIMS("its claims are not what they must be"),
        EXPIRED("it has expired"),
        EARLY("it is not valid yet"),
        ISSUER("it is of another issuer"),
        AUDIENCE("it is meant for another audience");

        private final String sentence;

        Reason(String sentence) {
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
}
