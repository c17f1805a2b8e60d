package dev.footfall.queryapi.web;

import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryService;
import java.util.List;

/** The dashboard's files. They load nothing from elsewhere and ask nothing but this API. */
public final class Dashboard implements Api {
    /** The rights of the page: its own script and style, and requests to the server that it came from. */
    public static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    @Override
    public List<Endpoint> endpoints(QueryService service) {
        return List.copyOf(files());
    }

    @Override
    public boolean isPrefixed() {
        return false;
    }

    public static List<WebFile> files() {
        return List.of(
                file("/", "The dashboard.", "index.html"),
                file("/footfall.css", "Its style.", "footfall.css"),
                file("/live.css", "The style of what arrives now.", "live.css"),
                file("/footfall.js", "Its script, which shows the view that the address names.", "footfall.js"),
                file("/page.js", "The parts that its views are made of.", "page.js"),
                file("/address.js", "What the address names.", "address.js"),
                file("/periods.js", "Periods of days, weeks and months.", "periods.js"),
                file("/chart.js", "Its charts.", "chart.js"),
                file("/trending.js", "The ranking.", "trending.js"),
                file("/sparkline.js", "Small lines of days.", "sparkline.js"),
                file("/explain.js", "Of what a place in the ranking is made.", "explain.js"),
                file("/repository.js", "One repository.", "repository.js"),
                file("/share.js", "The ways to show it elsewhere.", "share.js"),
                file("/definitions.js", "What the words stand for.", "definitions.js"),
                file("/stream.js", "Its reader of events.", "stream.js"),
                file("/live.js", "The view of what arrives now.", "live.js"),
                file("/controls.js", "The choices of a period.", "controls.js"),
                file("/compare.js", "The comparison of repositories.", "compare.js"),
                file("/organisation.js", "The view of a user or organisation.", "organisation.js"),
                file("/category.js", "The view of a category.", "category.js"),
                file("/use.js", "The view of a user's own downloads.", "use.js"),
                file("/corrections.js", "The view of the corrections, and their marks in charts.", "corrections.js"),
                file("/sources.js", "The view of the sources and their gaps.", "sources.js"),
                file("/change.js", "Numbers before and after.", "change.js"),
                file("/rules.js", "The view of the states that are counted by different rules.", "rules.js"),
                file("/diff.js", "The comparison of two of them.", "diff.js"),
                file("/decide.js", "The forms that decide about them.", "decide.js"),
                file("/analytics.js", "The view for administrators.", "analytics.js"));
    }

    private static WebFile file(String path, String meaning, String resource) {
        return WebFile.read(path, meaning, resource, CONTENT_SECURITY_POLICY);
    }
}
