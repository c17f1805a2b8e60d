package dev.footfall.dialects;

import dev.footfall.dialects.analytics.AnalyticsApi;
import dev.footfall.dialects.category.CategoryApi;
import dev.footfall.dialects.newapi.NewApi;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.ExtraApis;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The APIs of other products, without groups, names of dialects, or a dialect at the root. */
public final class OtherApis implements ExtraApis {
    private static final DialectConfig NO_NAMES =
            new DialectConfig(RepoType.MODEL, (dialect, name) -> Optional.empty(), Optional.empty());

    @Override
    public List<Api> get() {
        List<Api> pages = List.of(new AnalyticsApi(Optional.empty()), new CategoryApi(), new NewApi());
        return Stream.concat(pages.stream(), DialectApi.all(NO_NAMES).stream()).toList();
    }
}
