package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.Like;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.query.RepositoryDay;
import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.auth.Visibility;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;

/** A question whose answer is short enough to be held. */
sealed interface WholeQuestion<T> extends Question<T>
        permits WholeQuestion.Numbers,
                WholeQuestion.Days,
                WholeQuestion.IsLiked,
                WholeQuestion.Likers,
                WholeQuestion.LikedBy,
                WholeQuestion.Trending,
                ManyRepositories {
    /** The form of what one partition says. */
    Form<T> form();

    /** What a repository adds up to. */
    record Numbers(RepoId repo) implements WholeQuestion<RepositoryNumbers> {
        static Numbers read(DataInput in) throws IOException {
            return new Numbers(Forms.REPO.read(in));
        }

        @Override
        public LocalRead<RepositoryNumbers> ask(LocalState state, Visibility visibility, int partition) {
            return Reads.numbers(state, repo);
        }

        @Override
        public QuestionKind kind() {
            return QuestionKind.NUMBERS;
        }

        @Override
        public void write(DataOutput out) throws IOException {
            Forms.REPO.write(repo, out);
        }

        @Override
        public Form<RepositoryNumbers> form() {
            return Forms.NUMBERS;
        }
    }

    /** The days of [{@code from}, {@code to}] that have a row, ascending. */
    record Days(RepoId repo, LocalDate from, LocalDate to) implements WholeQuestion<List<RepositoryDay>> {
        static Days read(DataInput in) throws IOException {
            return new Days(Forms.REPO.read(in), Forms.DATE.read(in), Forms.DATE.read(in));
        }

        @Override
        public LocalRead<List<RepositoryDay>> ask(LocalState state, Visibility visibility, int partition) {
            return state.days(repo, from, to);
        }

        @Override
        public QuestionKind kind() {
            return QuestionKind.DAYS;
        }

        @Override
        public void write(DataOutput out) throws IOException {
            Forms.REPO.write(repo, out);
            Forms.DATE.write(from, out);
            Forms.DATE.write(to, out);
        }

        @Override
        public Form<List<RepositoryDay>> form() {
            return Forms.DAY.list();
        }
    }

    /** Whether a user likes a repository. */
    record IsLiked(RepoId repo, String user) implements WholeQuestion<Boolean> {
        static IsLiked read(DataInput in) throws IOException {
            return new IsLiked(Forms.REPO.read(in), in.readUTF());
        }

        @Override
        public LocalRead<Boolean> ask(LocalState state, Visibility visibility, int partition) {
            return state.isLiked(repo, user);
        }

        @Override
        public QuestionKind kind() {
            return QuestionKind.IS_LIKED;
        }

        @Override
        public void write(DataOutput out) throws IOException {
            Forms.REPO.write(repo, out);
            out.writeUTF(user);
        }

        @Override
        public Form<Boolean> form() {
            return Forms.TRUTH;
        }
    }

    /** The newest likes of a repository. */
    record Likers(RepoId repo, int limit) implements WholeQuestion<List<Like>> {
        static Likers read(DataInput in) throws IOException {
            return new Likers(Forms.REPO.read(in), in.readInt());
        }

        @Override
        public LocalRead<List<Like>> ask(LocalState state, Visibility visibility, int partition) {
            return state.likers(repo, limit);
        }

        @Override
        public QuestionKind kind() {
            return QuestionKind.LIKERS;
        }

        @Override
        public void write(DataOutput out) throws IOException {
            Forms.REPO.write(repo, out);
            out.writeInt(limit);
        }

        @Override
        public Form<List<Like>> form() {
            return Forms.LIKE.list();
        }
    }

    /** The newest likes that a user gave to repositories that the caller may see. */
    record LikedBy(String user, int limit, Caller caller) implements WholeQuestion<List<Like>> {
        static LikedBy read(DataInput in) throws IOException {
            return new LikedBy(in.readUTF(), in.readInt(), Forms.CALLER.read(in));
        }

        @Override
        public LocalRead<List<Like>> ask(LocalState state, Visibility visibility, int partition) {
            return state.likedBy(partition, user, Reads.knownTo(caller, state, visibility), limit);
        }

        @Override
        public QuestionKind kind() {
            return QuestionKind.LIKED_BY;
        }

        @Override
        public void write(DataOutput out) throws IOException {
            out.writeUTF(user);
            out.writeInt(limit);
            Forms.CALLER.write(caller, out);
        }

        @Override
        public Form<List<Like>> form() {
            return Forms.LIKE.list();
        }
    }

    /** The top of a partition, of what the caller may see. */
    record Trending(TrendingQuery query, Caller caller) implements WholeQuestion<List<RankedRepository>> {
        static Trending read(DataInput in) throws IOException {
            return new Trending(Forms.TRENDING.read(in), Forms.CALLER.read(in));
        }

        @Override
        public LocalRead<List<RankedRepository>> ask(LocalState state, Visibility visibility, int partition) {
            var seen = new SeenRepositories(caller, visibility);
            return Reads.map(state.trending(partition, query, seen), seen::ranked);
        }

        @Override
        public QuestionKind kind() {
            return QuestionKind.TRENDING;
        }

        @Override
        public void write(DataOutput out) throws IOException {
            Forms.TRENDING.write(query, out);
            Forms.CALLER.write(caller, out);
        }

        @Override
        public Form<List<RankedRepository>> form() {
            return Forms.RANKED.list();
        }
    }
}
