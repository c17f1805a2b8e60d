package dev.footfall.rules.clients;

import dev.footfall.events.VisitorId;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** One visitor on one UTC day. Its text is a line of a list: {@code 2026-10-05 user:alice}, or the day and an anonymous key. */
public record VisitorDay(LocalDate day, VisitorId visitor) {
    private static final String USER = "user:";
    private static final int DAY_LENGTH = "2026-10-05".length();
    private static final String FORM =
            "a day and a visitor, such as '2026-10-05 user:alice', or 32 hexadecimal digits instead of the user";

    /** Fails with what is allowed. */
    public static VisitorDay parse(String line) {
        if (line.length() <= DAY_LENGTH || line.charAt(DAY_LENGTH) != ' ') throw new IllegalArgumentException(FORM);
        String key = line.substring(DAY_LENGTH + 1);
        try {
            LocalDate day = LocalDate.parse(line.substring(0, DAY_LENGTH));
            boolean isUser = key.startsWith(USER);
            return new VisitorDay(
                    day, isUser ? VisitorId.user(key.substring(USER.length())) : VisitorId.anonymous(key));
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw new IllegalArgumentException(FORM, e);
        }
    }

    public String key() {
        return visitor.authenticated() ? USER + visitor.value() : visitor.value();
    }

    /** True unless the name of the user has a line break: a list has no line for it. */
    public boolean isLine() {
        return visitor.value().indexOf('\n') < 0 && visitor.value().indexOf('\r') < 0;
    }

    @Override
    public String toString() {
        return day + " " + key();
    }
}
