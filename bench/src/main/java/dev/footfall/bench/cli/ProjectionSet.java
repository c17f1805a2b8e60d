package dev.footfall.bench.cli;

import dev.footfall.aggregator.projection.Projections;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Projections that are measured together: {@code none}, {@code all}, {@code hours+clients}. */
final class ProjectionSet implements ITypeConverter<Projections> {
    private static final String ALL = "all";

    @Override
    public Projections convert(String value) {
        if (value.strip().equals(ALL)) return Projections.ALL;
        try {
            return Projections.named(value.replace('+', ','));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage() + ", " + ALL + ", and some with a + between them");
        }
    }
}
