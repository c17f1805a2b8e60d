package dev.footfall.queryapi.route;

import java.io.DataInput;
import java.io.IOException;

/** The kinds of questions, by which a peer knows how to read one. */
enum QuestionKind {
    NUMBERS,
    DAYS,
    IS_LIKED,
    LIKERS,
    LIKED_BY,
    TRENDING,
    MANY,
    ROWS;

    Question<?> read(DataInput in) throws IOException {
        return switch (this) {
            case NUMBERS -> WholeQuestion.Numbers.read(in);
            case DAYS -> WholeQuestion.Days.read(in);
            case IS_LIKED -> WholeQuestion.IsLiked.read(in);
            case LIKERS -> WholeQuestion.Likers.read(in);
            case LIKED_BY -> WholeQuestion.LikedBy.read(in);
            case TRENDING -> WholeQuestion.Trending.read(in);
            case MANY -> ManyRepositories.read(in);
            case ROWS -> AllRows.read(in);
        };
    }
}
