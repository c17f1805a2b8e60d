package dev.footfall.proofs.siege;

import static dev.footfall.proofs.BearerToken.signed;
import static dev.footfall.proofs.BearerToken.text;

import dev.footfall.proofs.BearerToken;
import java.util.ArrayList;
import java.util.List;

/** Bearer tokens, right and forged. */
final class Tokens {
    /** The expiry of tokens that do not expire, in the year 2100: seconds since 1970. */
    static final long LATER = 4_102_444_800L;

    private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
    private static final String ADMIN = "{\"sub\":\"siege\",\"admin\":true,\"exp\":" + LATER + "}";
    private static final String STRANGER = "{\"sub\":\"stranger\",\"orgs\":[\"elsewhere\"],\"exp\":" + LATER + "}";

    private Tokens() {}

    /** A right one with these claims. */
    static String of(String claims) {
        return signed(HEADER, claims, BearerToken.SECRET);
    }

    /** Many of them, none of which gives its bearer a right to anything private. */
    static List<String> withoutRights() {
        var tokens = new ArrayList<String>(List.of(
                of(STRANGER),
                signed(HEADER, ADMIN, "another secret, of the length that a secret has to have"),
                signed(HEADER, ADMIN, "public"),
                text("{\"alg\":\"none\"}") + "." + text(ADMIN) + ".",
                text("{\"alg\":\"None\",\"typ\":\"JWT\"}") + "." + text(ADMIN) + ".AA",
                signed("{\"alg\":\"RS256\"}", ADMIN, BearerToken.SECRET),
                signed("{\"alg\":\"HS512\"}", ADMIN, BearerToken.SECRET),
                signed("{\"alg\":\"HS256\",\"crit\":[\"exp\"]}", ADMIN, BearerToken.SECRET),
                signed("{\"alg\":\"HS256\",\"jwk\":{\"kty\":\"oct\",\"k\":\"cHVibGlj\"}}", ADMIN, "public"),
                signed("{\"alg\":\"HS256\",\"kid\":\"../../dev/null\"}", ADMIN, ""),
                of("{\"sub\":\"siege\",\"admin\":true}"),
                of("{\"sub\":\"siege\",\"admin\":true,\"exp\":1}"),
                of("{\"sub\":\"siege\",\"exp\":1e308}"),
                of("{\"sub\":\"siege\",\"nbf\":1e308,\"exp\":" + LATER + "}"),
                of("{\"sub\":\"siege\",\"admin\":\"true\",\"exp\":" + LATER + "}"),
                of("{\"sub\":\"stranger\",\"orgs\":\"siege\",\"exp\":" + LATER + "}"),
                of("{\"sub\":\"\\ud800\",\"exp\":" + LATER + "}"),
                of("{\"sub\":\"" + "s".repeat(257) + "\",\"exp\":" + LATER + "}"),
                of("[".repeat(2_000)),
                "..",
                "a.b.c",
                "A".repeat(9_000)));
        String forged = of(STRANGER);
        int claims = forged.indexOf('.');
        tokens.add(forged.substring(0, claims + 1) + text(ADMIN) + forged.substring(forged.lastIndexOf('.')));
        return List.copyOf(tokens);
    }
}
