package dev.footfall.proofs;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Bearer tokens that are valid until the year 2100, signed with a secret that protects nothing. */
public final class BearerToken {
    /** The secret of the servers that are measured and checked. */
    public static final String SECRET = "what signs the tokens of a benchmark";

    private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

    private BearerToken() {}

    /** A token of this user, who has no rights but their own. */
    public static String ofUser(String user) {
        return of("{\"sub\":\"" + user + "\",\"exp\":4102444800}");
    }

    /** A token of this user, who is an administrator. */
    public static String ofAdministrator(String user) {
        return of("{\"sub\":\"" + user + "\",\"admin\":true,\"exp\":4102444800}");
    }

    private static String of(String claims) {
        return signed(HEADER, claims, SECRET);
    }

    /** A token of this header and these claims, right or forged; one without a signature if there is no secret. */
    public static String signed(String header, String claims, String secret) {
        String signed = text(header) + "." + text(claims);
        if (secret.isEmpty()) return signed + "."; // there is no signature with an empty key
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return signed + "." + encoded(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A part of a token as it stands there. */
    public static String text(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
