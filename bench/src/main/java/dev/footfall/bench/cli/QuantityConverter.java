package dev.footfall.bench.cli;

import dev.footfall.bench.Quantity;
import dev.footfall.standalone.cli.UsageError;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a {@link Quantity} from the command line. */
final class QuantityConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String value) {
        try {
            return Quantity.of(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    /** The number of an option that takes none beyond two billion. */
    static int whole(String option, long number) {
        if (number <= Integer.MAX_VALUE) return (int) number;
        throw new UsageError(option + " is " + number + ": allowed is 1 to " + Integer.MAX_VALUE);
    }
}
