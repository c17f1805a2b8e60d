package dev.footfall.ingest.logformat;

import java.util.List;

/** The way in which the fields of a format stand in a line. */
sealed interface Layout permits PatternLayout, DelimitedLayout, JsonLayout {
    boolean mayHave(String field);

    /**
     * The cutter of one file.
     *
     * @param fields the names of the fields that are wanted, each in the slot of its place in the list
     */
    LineCutter cutter(List<String> fields);

    /** The name of the field that every line begins with; "" when that is not known. */
    String first();
}
