package dev.footfall.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MixedNameTest {
    @Test
    void isTheNameAloneOfAModelAndHasThePluralTypeInFrontOfOthers() {
        assertEquals("myorg/thing", new RepoId(RepoType.MODEL, "myorg", "thing").mixedName());
        assertEquals("datasets/myorg/thing", new RepoId(RepoType.DATASET, "myorg", "thing").mixedName());
        assertEquals("spaces/myorg/thing", new RepoId(RepoType.SPACE, "myorg", "thing").mixedName());
    }

    @ParameterizedTest
    @EnumSource(RepoType.class)
    void standsForOneRepository(RepoType type) {
        for (String namespace : new String[] {"myorg", "datasets", "models", "a.b-c_d"}) {
            var repo = new RepoId(type, namespace, "spaces");
            assertEquals(Optional.of(repo), RepoId.ofMixedName(repo.mixedName()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "//",
                "thing",
                "myorg/",
                "/thing",
                "myorg//",
                "models/myorg/thing",
                "dataset/myorg/thing",
                "datasets//thing",
                "datasets/myorg/",
                "datasets/myorg/thing/",
                "/datasets/myorg/thing",
                "Datasets/a/b",
                "datasets/../thing",
                "my org/thing",
                "myorg/thing\u0000"
            })
    void isNobodysOtherwise(String name) {
        assertEquals(Optional.empty(), RepoId.ofMixedName(name));
    }
}
