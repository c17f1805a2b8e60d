package dev.footfall.queryapi.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One secret that issuer and verifier share: HS256 and nothing else. */
final class SharedSecret implements KeySource {
    static final JWSAlgorithm ALGORITHM = JWSAlgorithm.HS256;

    private final List<JWSVerifier> verifiers;

    SharedSecret(String secret) {
        try {
            this.verifiers = List.of(new MACVerifier(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (JOSEException e) {
            throw new IllegalArgumentException("auth.jwt-secret cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean allows(JWSHeader header) {
        return ALGORITHM.equals(header.getAlgorithm());
    }

    @Override
    public List<JWSVerifier> verifiers(JWSHeader header) {
        return verifiers;
    }
}
