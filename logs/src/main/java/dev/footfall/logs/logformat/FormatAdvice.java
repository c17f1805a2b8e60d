package dev.footfall.logs.logformat;

import java.util.List;
import java.util.Optional;

/** Advice about lines that no format reads. */
public final class FormatAdvice {
    private FormatAdvice() {}

    /** A sentence about the format that nearly reads them; empty if there is nothing to say. */
    public static Optional<String> of(List<byte[]> lines) {
        return ClosestFormat.ofObjects(lines).or(() -> ClosestFormat.withoutHeader(lines));
    }
}
