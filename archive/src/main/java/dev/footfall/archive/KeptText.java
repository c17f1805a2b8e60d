package dev.footfall.archive;

import java.util.function.Function;
import org.apache.parquet.io.api.Binary;

/** Something made of a column's text, kept while the text is the same: rows are sorted, and a dictionary gives one object for each. */
final class KeptText<T> {
    private final Function<Binary, T> maker;
    private Binary text = Binary.EMPTY;
    private T made;

    KeptText(Function<Binary, T> maker, T ofNothing) {
        this.maker = maker;
        this.made = ofNothing;
    }

    @SuppressWarnings("ReferenceEquality") // the same object is equal, and told at once
    T of(Binary now) {
        if (now != text && !now.equals(text)) made = maker.apply(now);
        text = now;
        return made;
    }
}
