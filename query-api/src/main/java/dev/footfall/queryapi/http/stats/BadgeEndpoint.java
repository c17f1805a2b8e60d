package dev.footfall.queryapi.http.stats;

import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryParameter.EnumParameter;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.RepositoryLookup;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.question.RepositoryQuery.DaysQuery;
import dev.footfall.queryapi.question.RepositoryQuery.NumbersQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Reply;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** A repository's downloads as a badge: a picture, or what shields.io makes one from. */
record BadgeEndpoint(QueryService service, Function<BadgeEndpoint.Badge, Reply> drawing) {
    private static final String TOTAL = "total";
    private static final EnumParameter PERIOD = new EnumParameter(
            "period",
            "Of which days: today, the last 7, the last 30, or all.",
            Optional.of(TOTAL),
            List.of("day", "week", "month", TOTAL));

    private static final Table<Badge> BADGE = Table.<Badge>of(
                    new Column<>("schemaVersion", Schema.integer(1, 1), badge -> 1),
                    Column.text("label", Badge::label),
                    Column.text("message", Badge::message),
                    Column.text("color", badge -> Badge.COLOR),
                    new Column<>(
                            "cacheSeconds",
                            Schema.integer(Picture.FRESH_SECONDS, Picture.FRESH_SECONDS),
                            badge -> Picture.FRESH_SECONDS))
            .named("Badge");

    private static final Operation SVG = Responses.repository(
            Operation.get("/{type}s/{namespace}/{name}/stats/badge.svg", "A repository's downloads as a picture.")
                    .taking(PERIOD.described()),
            Response.of(200, "The badge.", Picture.SVG_TYPE, Schema.text()));

    /** See <a href="https://shields.io/badges/endpoint-badge">the endpoint badge of shields.io</a>. */
    private static final Operation JSON = Responses.repository(
            Operation.get(
                            "/{type}s/{namespace}/{name}/stats/badge.json",
                            "A repository's downloads for an endpoint badge of shields.io.")
                    .taking(PERIOD.described()),
            Response.of(200, "The badge.", Reply.JSON, BADGE.schema()));

    static Endpoint svg(QueryService service) {
        var svg = new BadgeEndpoint(service, badge -> Reply.of(200, Picture.SVG_TYPE, badge.svg()));
        return Endpoint.of(SVG, svg::answer);
    }

    static Endpoint json(QueryService service) {
        return Endpoint.of(JSON, new BadgeEndpoint(service, badge -> AnswerRenderer.json(BADGE, badge))::answer);
    }

    private Reply answer(Request request) {
        String period = PERIOD.of(request.query()).orElse(TOTAL);
        Answer<Optional<Picture<Badge>>> shown = service.repositories()
                .about(
                        request,
                        seen -> downloads(seen, period).map(downloads -> {
                            String per = period.equals(TOTAL) ? "" : "/" + period;
                            return new Picture<>(Badge.ofDownloads(downloads, per), seen.isPrivate());
                        }));
        return Picture.reply(service, shown, drawing);
    }

    private Answer<Long> downloads(RepositoryLookup.Seen seen, String period) {
        LocalDate today = service.today();
        return switch (period) {
            case "day" -> downloads(seen, Period.endingAt(today, 1));
            case "week" -> downloads(seen, Period.endingAt(today, 7));
            case "month" -> downloads(seen, Period.endingAt(today, 30));
            default ->
                service.state()
                        .ask(new NumbersQuery(seen.lineage()))
                        .map(numbers -> numbers.totals().downloads());
        };
    }

    private Answer<Long> downloads(RepositoryLookup.Seen seen, Period period) {
        return service.state()
                .ask(new DaysQuery(seen.lineage(), period.start(), period.end()))
                .map(days ->
                        days.stream().mapToLong(day -> day.counts().downloads()).sum());
    }

    /** A label and a number on a small sign. */
    record Badge(String label, String message) {
        static final String COLOR = "blue";

        private static final String BLUE = "#007ec6";
        private static final int PADDING = 5;

        /** Advance widths of the characters from space to ~ in Verdana, in thousandths of the font's size. */
        private static final int[] VERDANA = {
            352, 394, 459, 818, 636, 1076, 727, 269, 454, 454, 636, 818, 364, 454, 364, 454, // space to /
            636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 454, 454, 818, 818, 818, 545, // 0 to ?
            1000, 684, 686, 698, 771, 632, 575, 775, 751, 421, 455, 693, 557, 843, 748, 787, // @ to O
            603, 787, 695, 684, 616, 732, 684, 989, 685, 615, 685, 454, 454, 454, 818, 636, // P to _
            636, 601, 623, 521, 623, 596, 352, 623, 633, 274, 344, 592, 274, 973, 633, 607, // ` to o
            623, 623, 427, 521, 394, 633, 592, 818, 592, 592, 525, 635, 454, 635, 818 // p to ~
        };

        private static final int WIDEST = 1076;
        private static final int FONT_SIZE = 11;

        static Badge ofDownloads(long downloads, String per) {
            return new Badge("downloads", rounded(downloads) + per);
        }

        /** A number in at most four characters and a unit: 999, 1.2k, 12k, 3.4M. Cut, never rounded up. */
        static String rounded(long number) {
            long unit = 1;
            int power = 0;
            while (number / unit >= 1_000 && power < 4) {
                unit *= 1_000;
                power++;
            }
            if (power == 0) return Long.toString(number);
            long whole = number / unit;
            long tenth = number % unit / (unit / 10);
            String digits = whole < 10 && tenth > 0 ? whole + "." + tenth : Long.toString(whole);
            return digits + "kMGT".charAt(power - 1);
        }

        /** The width of a text on the badge, in pixels. */
        static int width(String text) {
            int thousandths = text.chars()
                    .map(c -> c >= ' ' && c <= '~' ? VERDANA[c - ' '] : WIDEST)
                    .sum();
            return (thousandths * FONT_SIZE + 999) / 1_000;
        }

        String svg() {
            int labelText = width(label);
            int messageText = width(message);
            int left = labelText + 2 * PADDING;
            int right = messageText + 2 * PADDING;
            return String.format(
                    Locale.ROOT,
                    """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="20" role="img" aria-label="%2$s: %3$s">\
                <title>%2$s: %3$s</title>\
                <clipPath id="r"><rect width="%1$d" height="20" rx="3" fill="#fff"/></clipPath>\
                <g clip-path="url(#r)"><rect width="%4$d" height="20" fill="#555"/>\
                <rect x="%4$d" width="%5$d" height="20" fill="%6$s"/></g>\
                <g fill="#fff" text-anchor="middle" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">\
                <text x="%7$.1f" y="14" textLength="%8$d">%2$s</text>\
                <text x="%9$.1f" y="14" textLength="%10$d">%3$s</text></g></svg>
                """,
                    left + right,
                    Picture.escaped(label),
                    Picture.escaped(message),
                    left,
                    right,
                    BLUE,
                    left / 2.0,
                    labelText,
                    left + right / 2.0,
                    messageText);
        }
    }

    /** Something to be drawn of a repository, for a page that shows it to many. */
    record Picture<T>(T drawn, boolean isPrivate) {
        /** Cache lifetime of a public picture. */
        static final int FRESH_SECONDS = 300;

        static final String SVG_TYPE = "image/svg+xml;charset=utf-8";

        /** Returns the reply, cacheable by everybody unless the repository is private. */
        static <T> Reply reply(QueryService service, Answer<Optional<Picture<T>>> picture, Function<T, Reply> drawing) {
            boolean isForAll = picture.map(
                            found -> found.filter(it -> !it.isPrivate).isPresent())
                    .fold(Answer.Complete::value, partial -> false, unavailable -> false);
            Reply reply = service.answers()
                    .reply(picture, found -> found.map(Picture::drawn).map(drawing));
            if (reply.status() != 200) return reply;
            return reply.with("Cache-Control", isForAll ? "public, max-age=" + FRESH_SECONDS : "private, no-cache");
        }

        static String escaped(String text) {
            return text.replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("\"", "&quot;")
                    .replace("'", "&#39;");
        }
    }
}
