package dev.footfall.cli;

import java.util.List;
import picocli.CommandLine.Mixin;

final class RepositoryPeriodOptions {
    @Mixin
    private QueryOptions options = new QueryOptions();

    @Mixin
    private RepositoryOptions which = new RepositoryOptions();

    @Mixin
    private PeriodOptions period = new PeriodOptions();

    void showBars(String route, int standardDays, String list, List<String> columns) {
        String rest = "/" + route + "?" + period.query(standardDays);
        options.show(
                RepositoryOptions.question(which.repository(), rest), list, days -> TextTable.withBars(days, columns));
    }
}
