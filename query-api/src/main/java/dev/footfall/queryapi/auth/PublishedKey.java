package dev.footfall.queryapi.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One public key by which tokens may be signed.
 *
 * @param key the published part
 * @param verifier checks signatures by it
 */
record PublishedKey(JWK key, JWSVerifier verifier) {
    private static final Logger LOG = LoggerFactory.getLogger(PublishedKey.class);
    private static final int MIN_RSA_BITS = 2_048;

    /** The key, unless it is for something else, or of a kind or size that is not taken. */
    static Optional<PublishedKey> of(JWK key) {
        if (!isForSigning(key)) return Optional.empty();
        try {
            if (key instanceof RSAKey rsa && rsa.size() >= MIN_RSA_BITS) {
                return Optional.of(new PublishedKey(key, new RSASSAVerifier(rsa)));
            }
            if (key instanceof ECKey ec) return Optional.of(new PublishedKey(key, new ECDSAVerifier(ec)));
        } catch (JOSEException e) {
            LOG.warn("A key of auth.jwks-url cannot be used: {}", e.getMessage());
        }
        return Optional.empty();
    }

    private static boolean isForSigning(JWK key) {
        Set<KeyOperation> operations = key.getKeyOperations();
        return (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
                && (operations == null || operations.contains(KeyOperation.VERIFY));
    }

    /** The verifier, if a token with this header may be signed by it: same id when one is named, same algorithm. */
    Optional<JWSVerifier> verifierOf(JWSHeader header) {
        JWSAlgorithm algorithm = header.getAlgorithm();
        boolean isNamed = header.getKeyID() == null || header.getKeyID().equals(key.getKeyID());
        boolean isOfKind = key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm);
        boolean fits = isNamed && isOfKind && verifier.supportedJWSAlgorithms().contains(algorithm);
        return fits ? Optional.of(verifier) : Optional.empty();
    }
}
