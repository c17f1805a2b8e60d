package dev.footfall.rules.file;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** The refusal of a rule file, or of a list that it names: the place, the value there, and what is allowed instead. */
public final class BadRuleFile extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 80;

    private final Place place;
    private final String value;
    private final String allowed;

    BadRuleFile(Place place, @Nullable String value, String allowed, @Nullable Throwable cause) {
        super(place + (value == null ? "" : " is '" + shown(value) + "'") + ": allowed is " + allowed, cause);
        this.place = place;
        this.value = value == null ? "" : value;
        this.allowed = allowed;
    }

    BadRuleFile(Place place, @Nullable String value, String allowed) {
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

    /** A place in a file, from line and column 1; line 0 is the whole file. */
    record Place(String file, int line, int column, String key) implements Serializable {
        static Place whole(String file) {
            return new Place(file, 0, 0, "");
        }

        @Override
        public String toString() {
            String where = line == 0 ? file : file + ":" + line + ":" + column;
            return key.isEmpty() ? where : where + ": " + key;
        }
    }
}
