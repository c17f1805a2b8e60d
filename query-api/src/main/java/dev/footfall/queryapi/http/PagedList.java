package dev.footfall.queryapi.http;

import dev.footfall.web.openapi.Parameter;
import dev.footfall.web.openapi.Parameters;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.ResponseHeader;
import dev.footfall.web.openapi.Schema;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A list that is answered in parts: the parameters {@code limit} and {@code cursor}, and {@code next}, the cursor of the rest,
 * in the answer and as {@code Link}. A part begins after the place of the row before it, not at a number: a row whose place stays
 * is in exactly one part, whatever others come, go or move meanwhile; one that moves past the end of a part may be in two or none.
 *
 * @param order the list and its order: a cursor of any other is refused
 * @param any a place as its rows have one
 */
public record PagedList(QueryParameter<Integer> limit, String order, ListPlace any) implements Parameters {
    static final String CURSOR = "cursor";
    static final String NEXT = "next";

    static final String ALLOWED = "the next of an answer to the same question";

    private static final LocalDate ANY_DAY = LocalDate.of(2026, 1, 1);
    private static final ResponseHeader LINK = ResponseHeader.sometimes(
            "Link", "The URL of the next part, with rel=next; none at the end.", Schema.text());

    /** {@code meaning}: what the limit counts; {@code standard}: the limit when it is not given. */
    public static PagedList of(String order, ListPlace any, String meaning, int standard, int most) {
        return new PagedList(QueryParameter.integer("limit", meaning, standard, 1, most), order, any);
    }

    /** The same list in another order. */
    public PagedList by(String otherOrder, ListPlace other) {
        return new PagedList(limit, otherOrder, other);
    }

    @Override
    public List<Parameter> all() {
        return Parameters.of(limit, cursor()).all();
    }

    private QueryParameter<Optional<String>> cursor() {
        String example = new ListCursor(order, ANY_DAY, 0, any).text();
        return QueryParameter.checked(
                CURSOR,
                "Continues a list: next of the answer before, with the other parameters as they were.",
                Schema.text().with("pattern", "^" + ListCursor.PATTERN + "$").with("example", example),
                text -> place(text).isPresent(),
                ALLOWED);
    }

    private Optional<ListCursor> place(String text) {
        return ListCursor.of(text)
                .filter(cursor -> cursor.order().equals(order) && cursor.last().isLike(any));
    }

    Optional<ListCursor> cursor(QueryParameters query) {
        return cursor().of(query).flatMap(this::place);
    }

    /** The shape of an answer with a part of it. */
    public static Schema schema(Schema answer) {
        return answer.maybe(NEXT, Schema.text().with("description", "The cursor of the next part; absent at the end."));
    }

    public static Response linked(Response answer) {
        return answer.with(List.of(LINK));
    }
}
