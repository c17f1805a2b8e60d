package dev.footfall.queryapi.http;

import dev.footfall.aggregator.query.ListPage;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.web.Reply;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The part of a list that a request asks for. */
public record ListPart(Request request, PagedList list, Optional<ListCursor> cursor, LocalDate now) {
    public static ListPart of(PagedList list, Request request, LocalDate now) {
        Optional<ListCursor> cursor = list.cursor(request.query());
        var part = new ListPart(request, list, cursor, now);
        if (part.today().isAfter(now)) throw part.refused();
        return part;
    }

    /** Of a list without days. */
    public static ListPart of(PagedList list, Request request) {
        return of(list, request, QueryParameters.LAST_DAY);
    }

    /** The day on which the first part was asked for. */
    public LocalDate today() {
        return cursor.map(ListCursor::today).orElse(now);
    }

    public int limit() {
        return list.limit().of(request.query());
    }

    /** The number of rows in the parts before. */
    public long listed() {
        return cursor.map(ListCursor::listed).orElse(0L);
    }

    public Optional<ListPlace> after() {
        return cursor.map(ListCursor::last);
    }

    /** The page to ask for: a row more than the part has, which is there if there is another part. */
    public <T extends Comparable<? super T>> ListPage<T> page(Function<ListPlace, Optional<T>> row) {
        Optional<T> after = after().map(place -> row.apply(place).orElseThrow(this::refused));
        return new ListPage<T>(after, limit() + 1);
    }

    /** The rows of it and the next one, if there is any. {@code inOrder}: all rows, or those of a page. */
    public <R> List<R> begun(Stream<R> inOrder, Function<R, ListPlace> place) {
        return inOrder.filter(row -> begins(place.apply(row)))
                .limit(limit() + 1L)
                .toList();
    }

    public boolean begins(ListPlace place) {
        return after().filter(last -> last.compareTo(place) >= 0).isEmpty();
    }

    public <R> ListedRows<R> of(Stream<R> inOrder, Function<R, ListPlace> place) {
        List<R> rows = begun(inOrder, place);
        if (rows.size() <= limit()) return new ListedRows<>(rows, Optional.empty());
        ListPlace last = place.apply(rows.get(limit() - 1));
        var next = new ListCursor(list.order(), today(), listed() + limit(), last);
        return new ListedRows<>(rows.subList(0, limit()), Optional.of(next.text()));
    }

    /** A part with fewer rows than asked for, which ends at a place after which there may be more. */
    public <R> ListedRows<R> upTo(ListPlace end, List<R> rows) {
        var next = new ListCursor(list.order(), today(), listed() + rows.size(), end);
        return new ListedRows<>(rows, Optional.of(next.text()));
    }

    /** The same answer with a link to the next part, if there is one. */
    public Reply linked(Reply reply, ListedRows<?> rows) {
        if (rows.next().isEmpty() || reply.status() != 200) return reply;
        String url = request.urlWith(PagedList.CURSOR, rows.next().get());
        return reply.with("Link", "<" + url + ">; rel=\"next\"");
    }

    public <R> Reply linked(Reply reply, Answer<ListedRows<R>> rows) {
        return rows.fold(
                complete -> linked(reply, complete.value()),
                partial -> linked(reply, partial.value()),
                unavailable -> reply);
    }

    private BadParameter refused() {
        String given = request.query().text(PagedList.CURSOR).orElse("");
        return new BadParameter(PagedList.CURSOR, given, PagedList.ALLOWED);
    }
}
