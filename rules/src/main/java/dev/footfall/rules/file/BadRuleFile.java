package dev.footfall.rules.file;

import org.jspecify.annotations.Nullable;

/** The refusal of a rule file, or of a list that it names: the place, the value there, and what is allowed instead. */
public final class BadRuleFile extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 80;

    private final RuleFilePlace place;
    private final String value;
    private final String allowed;

    BadRuleFile(RuleFilePlace place, @Nullable String value, String allowed, @Nullable Throwable cause) {
        super(place + (value == null ? "" : " is '" + shown(value) + "'") + ": allowed is " + allowed, cause);
        this.place = place;
        this.value = value == null ? "" : value;
        this.allowed = allowed;
    }

    BadRuleFile(RuleFilePlace place, @Nullable String value, String allowed) {
        this(place, value, allowed, null);
    }

    private static String shown(String value) {
        return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
    }

    /** The file, line, column and the way to the value, such as {@code clients[2].class}, as far as there are any. */
    public String where() {
        return place.toString();
    }

    /** The value there; "" where a word for it would say nothing. */
    public String value() {
        return value;
    }

    /** A noun phrase that names what may stand there. */
    public String allowed() {
        return allowed;
    }
}
