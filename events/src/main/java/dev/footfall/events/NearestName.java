package dev.footfall.events;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known name that an unknown one is most probably a slip of. */
public final class NearestName {
    private NearestName() {}

    /**
     * The name that shares most of its beginning and end with this one, two thirds of the longer at least; two swapped letters
     * between them are no difference.
     */
    public static Optional<String> of(String name, Collection<String> known) {
        return known.stream()
                .filter(each -> likeness(each, name) * 3 >= Math.max(each.length(), name.length()) * 2)
                .max(Comparator.comparingInt(each -> likeness(each, name)));
    }

    private static int likeness(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        int same = 0;
        while (same < shorter && one.charAt(same) == other.charAt(same)) same++;
        int ofEnd = 0;
        while (same + ofEnd < shorter
                && one.charAt(one.length() - 1 - ofEnd) == other.charAt(other.length() - 1 - ofEnd)) ofEnd++;
        String left = one.substring(same, one.length() - ofEnd);
        boolean isSwapped = left.length() == 2
                && new StringBuilder(left).reverse().toString().equals(other.substring(same, other.length() - ofEnd));
        return same + ofEnd + (isSwapped ? 2 : 0);
    }
}
