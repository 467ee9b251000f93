package roulette.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A compiled plugin breaks if the API changes what the plugin could depend on, so the API shows as little as possible. */
class ShapeTest {
    /** An address has a host and a port for ever, and each of its users may make a settings exception. */
    private static final Set<Class<?>> CONSTRUCTIBLE = Set.of(Target.Address.class, SettingsException.class);

    @Test
    void onlyFactoriesMakeDecisionsAndAnswers() {
        assertThat(Stream.of(Decision.class, Answer.class).flatMap(type -> Stream.of(type.getPermittedSubclasses())))
                .hasSizeGreaterThan(8)
                .allSatisfy(kind -> {
                    assertThat(kind).isFinal();
                    assertThat(kind.isRecord()).isFalse();
                    assertThat(kind.getDeclaredConstructors())
                            .allMatch(constructor -> Modifier.isPrivate(constructor.getModifiers()));
                });
    }

    @Test
    void noOtherTypeCanBeConstructedOrExtended() throws Exception {
        List<Class<?>> types = publicTypes();
        assertThat(types).contains(Router.class, Decision.Forward.class, Target.Address.class);
        assertThat(types.stream().filter(type -> !type.isInterface() && !CONSTRUCTIBLE.contains(type)))
                .allMatch(type -> Modifier.isFinal(type.getModifiers()))
                .allMatch(type -> Stream.of(type.getDeclaredConstructors())
                        .map(Constructor::getModifiers)
                        .noneMatch(modifiers -> Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers)));
    }

    private static List<Class<?>> publicTypes() throws IOException, URISyntaxException, ClassNotFoundException {
        URI router =
                Objects.requireNonNull(Router.class.getResource("Router.class")).toURI();
        try (Stream<Path> files = Files.list(Path.of(router).getParent())) {
            List<String> names = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
                    .map(name -> "roulette.api." + name.substring(0, name.length() - ".class".length()))
                    .toList();
            List<Class<?>> types = new ArrayList<>();
            for (String name : names) {
                Class<?> type = Class.forName(name);
                if (Modifier.isPublic(type.getModifiers())) {
                    types.add(type);
                }
            }
            return types;
        }
    }
}
