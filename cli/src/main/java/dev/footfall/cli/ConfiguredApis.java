package dev.footfall.cli;

import dev.footfall.dialects.DialectApi;
import dev.footfall.dialects.DialectConfig;
import dev.footfall.dialects.analytics.AnalyticsApi;
import dev.footfall.dialects.category.CategoryApi;
import dev.footfall.dialects.newapi.NewApi;
import dev.footfall.events.RepoType;
import dev.footfall.logs.accesslog.Routes;
import dev.footfall.queryapi.http.Api;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The APIs of other products, in the order in which they are tried and described. */
final class ConfiguredApis {
    private ConfiguredApis() {}

    /** Fails if a setting of theirs cannot be used, with a message that names it. */
    static List<Api> of(Settings settings) {
        DialectConfig dialects = dialects(settings);
        Optional<Path> groups = settings.optional(Setting.ANALYTICS_GROUPS).map(Path::of);
        List<Api> pages = List.of(new AnalyticsApi(groups), new CategoryApi(), new NewApi());
        return Stream.concat(pages.stream(), DialectApi.all(dialects).stream()).toList();
    }

    static DialectConfig dialects(Settings settings) {
        List<String> templates = settings.list(Setting.DIALECTS_NAMES, "\\s+").stream()
                .map(name -> "/" + name)
                .toList();
        Predicate<String> isOfOne = name -> DialectApi.names().stream().anyMatch(it -> name.startsWith("/" + it + "/"));
        Routes ofOne = routes(templates.stream().filter(isOfOne));
        Routes ofAll = routes(templates.stream().filter(isOfOne.negate()));
        return new DialectConfig(
                RepoType.ofLabel(settings.text(Setting.DIALECTS_TYPE)).orElseThrow(),
                (dialect, name) -> ofOne.repository("/" + dialect + "/" + name).or(() -> ofAll.repository("/" + name)),
                settings.optional(Setting.DIALECTS_ROOT));
    }

    private static Routes routes(Stream<String> templates) {
        return ConfiguredLogs.named(Setting.DIALECTS_NAMES, () -> Routes.named(templates.toList()));
    }
}
