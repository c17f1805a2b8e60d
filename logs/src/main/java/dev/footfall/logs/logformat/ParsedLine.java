package dev.footfall.logs.logformat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The content of one line of an access log, before it is known whether it concerns a repository. */
public sealed interface ParsedLine permits LoggedRequest, ParsedLine.Unreadable, ParsedLine.Skipped {

    /**
     * The part of a file that a server sent. {@code start}: its first byte, ≥ 0; null without a range, or when it is
     * unknown. {@code size}: bytes of the whole file, ≥ 0; null when unknown.
     */
    record SentPart(@Nullable Long start, @Nullable Long size) {
        public static final SentPart UNKNOWN = new SentPart(null, null);
    }

    /** A line that is in the format and about no download: a comment, the names of the columns, another operation. */
    record Skipped() implements ParsedLine {
        static final Skipped INSTANCE = new Skipped();
    }

    /** {@code error}: the column, and what was expected there; never holds a part of the line. */
    record Unreadable(String field, String error) implements ParsedLine {
        public static final String LINE = "line";
        static final String QUOTED = "the line is in quotes, as a field of CSV: take them off";

        /** A line that cannot be read from this byte on, the first being 0; columns are counted in bytes, from 1. */
        static Unreadable at(int index, String field, String expected) {
            return new Unreadable(field, "column " + (index + 1) + ": " + expected);
        }

        /** Of several lines that only carriage returns part, which would be read as one; empty for one line. */
        static Optional<ParsedLine> ofSeveral(byte[] line, int from) {
            for (int i = from; i + 1 < line.length; i++) {
                if (line[i] == '\r' && line[i + 1] != '\r')
                    return Optional.of(at(i, LINE, "a carriage return inside the line; lines end with LF or CRLF"));
            }
            return Optional.empty();
        }
    }
}
