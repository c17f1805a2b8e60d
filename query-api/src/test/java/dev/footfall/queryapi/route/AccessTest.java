package dev.footfall.queryapi.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.auth.Visibility;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class AccessTest {
    @Test
    void doesNotKnowARepositoryWhoseRegistrationCannotBeAskedAnyMore() {
        var state = new InMemoryState(1);
        var closesAfterTheFirstLook = new HashSet<RepoId>() {
            private static final long serialVersionUID = 1;

            @Override
            public boolean remove(Object repo) {
                state.readiness(false, "the stores are not open");
                return super.remove(repo);
            }
        };
        var access = new Access(Caller.ANONYMOUS, state, new Visibility(state, true), closesAfterTheFirstLook);

        var failure =
                assertThrows(Access.Unknown.class, () -> access.isKnown(new RepoId(RepoType.MODEL, "org", "name")));

        assertEquals("the registrations cannot be read yet", failure.getMessage());
    }
}
