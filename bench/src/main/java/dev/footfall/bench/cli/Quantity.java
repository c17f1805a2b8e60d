package dev.footfall.bench.cli;

import dev.footfall.standalone.cli.UsageError;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number that may be large: 5000000, 100k, 5M. */
final class Quantity implements ITypeConverter<Long> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,12})([kmg]?)");

    @Override
    public Long convert(String value) {
        Matcher matcher = FORM.matcher(value.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + value + "' is not a number such as 5000000, 100k or 5M");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "k" -> number * 1_000;
            case "m" -> number * 1_000_000;
            case "g" -> number * 1_000_000_000;
            default -> number;
        };
    }

    /** The number of an option that takes none beyond two billion. */
    static int whole(String option, long number) {
        if (number <= Integer.MAX_VALUE) return (int) number;
        throw new UsageError(option + " is " + number + ": allowed is 1 to " + Integer.MAX_VALUE);
    }
}
