package dev.footfall.rules.file;

import java.io.Serializable;

/** A place in a file, from line and column 1; line 0 is the whole file. */
record RuleFilePlace(String file, int line, int column, String key) implements Serializable {
    static RuleFilePlace whole(String file) {
        return new RuleFilePlace(file, 0, 0, "");
    }

    @Override
    public String toString() {
        String where = line == 0 ? file : file + ":" + line + ":" + column;
        return key.isEmpty() ? where : where + ": " + key;
    }
}
