package dev.footfall.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens of one who may ask for everything, signed with a secret that protects nothing. */
final class AdminToken {
    /** The secret of the server that is measured. */
    static final String SECRET = "what signs the tokens of a benchmark";

    private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

    private AdminToken() {}

    /** A token of this user, who is an administrator, until the year 2100. */
    static String of(String user) {
        String signed = text(HEADER) + "." + text("{\"sub\":\"" + user + "\",\"admin\":true,\"exp\":4102444800}");
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return signed + "." + encoded(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
