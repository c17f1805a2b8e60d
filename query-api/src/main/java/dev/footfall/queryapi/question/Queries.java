package dev.footfall.queryapi.question;

import dev.footfall.queryapi.question.RepositoriesQuery.CountedQuery;
import dev.footfall.queryapi.question.UserPageQuery.VersionsQuery;
import dev.footfall.queryapi.route.PartitionQuery;
import java.util.List;

/** The questions of the core. With those of {@link dev.footfall.queryapi.http.Api#questions} the only types that are decoded from a peer's bytes. */
public final class Queries {
    public static final List<Class<? extends PartitionQuery<?>>> ALL = List.of(
            RepositoryQuery.NumbersQuery.class,
            RepositoryQuery.DaysQuery.class,
            RepositoryQuery.ClassDaysQuery.class,
            HoursQuery.class,
            RepositoryQuery.ClientsQuery.class,
            RepositoryQuery.ClassesQuery.class,
            RepositoryQuery.NamesQuery.class,
            RepositoryQuery.UniquesQuery.class,
            DailyRows.AllNames.class,
            LikeQueries.IsLikedQuery.class,
            LikeQueries.LikersQuery.class,
            LikeQueries.LikeDaysQuery.class,
            LikeQueries.LikedByQuery.class,
            RankingQuery.class,
            SearchQuery.class,
            RepositoriesQuery.SummariesQuery.class,
            RepositoriesQuery.DownloadSeriesQuery.class,
            RepositoriesQuery.CompositionQuery.class,
            UserHoursQuery.class,
            VersionsQuery.class,
            SourceQueries.SourcesQuery.class,
            CountedQuery.class,
            UsageQuery.class,
            DailyRows.AllRows.class,
            DailyRows.AllClasses.class,
            DailyRows.EveryDay.class,
            ArrivalsQuery.class,
            SourceQueries.SourceDaysQuery.class,
            DailyRows.AllHours.class,
            PeriodQuery.class);

    private Queries() {}
}
