package dev.footfall.queryapi.http.category;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers with at least one decimal and at most two, rounded half up; without an exponent. */
final class Decimals {
    private Decimals() {}

    /** The quotient; 0.0 when there is nothing to divide by. */
    static BigDecimal quotient(long dividend, long divisor) {
        return divisor == 0 ? rounded(BigDecimal.ZERO, 1) : rounded(BigDecimal.valueOf(dividend), divisor);
    }

    /** The part of a whole in percent. */
    static BigDecimal percentage(long part, long whole) {
        return rounded(BigDecimal.valueOf(part).movePointRight(2), whole);
    }

    private static BigDecimal rounded(BigDecimal dividend, long divisor) {
        BigDecimal exact = dividend.divide(BigDecimal.valueOf(divisor), 2, RoundingMode.HALF_UP);
        BigDecimal shortest = exact.stripTrailingZeros();
        return shortest.scale() < 1 ? shortest.setScale(1) : shortest;
    }
}
