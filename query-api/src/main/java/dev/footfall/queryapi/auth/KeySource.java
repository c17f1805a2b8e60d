package dev.footfall.queryapi.auth;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import java.util.List;

/** The keys by which signatures are checked, and the algorithms that they are for. Safe for many threads. */
interface KeySource {
    /** True if a token may be signed so: what is configured decides, never the token. */
    boolean allows(JWSHeader header);

    /** The keys that may have signed a token with this header; none when there is no such key. */
    List<JWSVerifier> verifiers(JWSHeader header);
}
