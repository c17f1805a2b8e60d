package dev.footfall.logs.logformat;

import java.util.List;

sealed interface Layout permits PatternLayout, DelimitedLayout, JsonLayout, LayoutChoice {
    boolean mayHave(String field);

    LineCutter cutter(List<String> fields);

    String first();

    /** True if lines of the log name its fields. */
    default boolean hasHeader() {
        return false;
    }

    /** True if a line may begin as an object of JSON does. */
    boolean mayBeObject();
}
